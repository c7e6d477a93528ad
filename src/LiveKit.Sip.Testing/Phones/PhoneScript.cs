namespace LiveKit.Sip.Testing.Phones;

/// <summary>What the carrier does with an INVITE.</summary>
internal abstract record PhoneScript
{
    private PhoneScript()
    {
    }

    /// <summary>The phone rings, and after a while something comes of it.</summary>
    public sealed record Rings(TimeSpan For, RingResult Then) : PhoneScript;

    /// <summary>Nothing ever comes back.</summary>
    public sealed record Silent : PhoneScript;

    /// <summary>The trunk takes no connection.</summary>
    public sealed record RefusesConnection : PhoneScript;

    /// <summary>The carrier takes neither a transfer to this phone nor a call.</summary>
    public sealed record RefusesTransfer(int SipStatus, string Phrase) : PhoneScript;

    /// <summary>The trunk asks for credentials; without any that are right for the call, all are wrong.</summary>
    public sealed record Challenges(string? Username, string? Password, PhoneScript Then) : PhoneScript;
}
