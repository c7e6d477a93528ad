namespace LiveKit.Sip.Testing.Phones;

/// <summary>A phone as data: what the carrier and the phone do with an INVITE.</summary>
internal abstract record PhoneScript
{
    private PhoneScript()
    {
    }

    /// <summary>The phone rings for some time, which ends with a result.</summary>
    public sealed record Rings(TimeSpan For, RingResult Then) : PhoneScript;

    /// <summary>The carrier never replies.</summary>
    public sealed record Silent : PhoneScript;

    /// <summary>The trunk refuses the connection.</summary>
    public sealed record RefusesConnection : PhoneScript;

    /// <summary>The carrier rejects both a transfer to this phone and a call to it.</summary>
    public sealed record RefusesTransfer(int SipStatus, string Phrase) : PhoneScript;

    /// <summary>The trunk asks for credentials. When the script names none, the trunk rejects all credentials.</summary>
    public sealed record Challenges(string? Username, string? Password, PhoneScript Then) : PhoneScript;
}
