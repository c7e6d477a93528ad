namespace LiveKit.Sip;

/// <summary>The way a call leaves LiveKit: a <see cref="StoredTrunk"/> or an <see cref="InlineTrunk"/>.</summary>
public abstract class SipTrunk
{
    private protected SipTrunk()
    {
    }

    /// <summary>
    /// The number to call from (<c>sip_number</c>). Required with an <see cref="InlineTrunk"/>; with a <see cref="StoredTrunk"/>
    /// LiveKit otherwise picks one of the trunk's numbers at random, and the number given need not be one of them.
    /// It is of the same characters as <see cref="DialRequest.To"/>. Default: <see langword="null"/>.
    /// </summary>
    public string? From { get; set; }
}

/// <summary>An outbound trunk that LiveKit keeps (<c>sip_trunk_id</c>).</summary>
public sealed class StoredTrunk : SipTrunk
{
    /// <summary>Names the trunk.</summary>
    /// <param name="trunkId">The id of an outbound trunk, <c>ST_…</c>.</param>
    public StoredTrunk(string trunkId)
    {
        TrunkId = trunkId;
    }

    /// <summary>The id of the outbound trunk, <c>ST_…</c>.</summary>
    public string TrunkId { get; }

    /// <summary>Names the trunk; shows no number.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"StoredTrunk {{ TrunkId = {TrunkId} }}";
}
