namespace LiveKit.Sip.Outcomes;

/// <summary>The words that the phrase rules look for: data only.</summary>
internal static class PhraseVocabulary
{
    public static readonly string[] ByCallee = ["user", "subscriber", "callee", "called party", "recipient"];
    public static readonly string[] Barred = ["blocked", "barred"];
    public static readonly string[] Refused = ["blocked", "rejected", "barred"];
    public static readonly string[] Unwanted = ["spam", "nuisance", "unwanted", "do not call"];

    public static readonly string[] Limits =
    [
        "cps", "calls per second", "rate limit", "rate limited", "throttled", "throttling", "too many calls", "too many requests",
    ];

    public static readonly string[] Channels = ["channel", "channels"];
    public static readonly string[] Limited = ["capacity", "concurrent", "circuit", "circuits", "session", "sessions", "call limit", "trunk"];
    public static readonly string[] Exhausted = ["exceeded", "reached", "limit", "violation", "congestion", "too many"];
    public static readonly string[] Occupied = ["busy", "full"];

    public static readonly string[] CallerId = ["caller id", "cli", "ani", "origination"];
    public static readonly string[] CallerNumber = ["caller", "calling", "from", "source"];

    public static readonly string[] Account = ["balance", "payment", "credit", "funds", "cost", "billing", "trial", "unverified", "account"];
    public static readonly string[] Suspended = ["blocked", "suspended", "disabled", "inactive"];
    public static readonly string[] Customer = ["subscription", "customer"];

    public static readonly string[] Credentials = ["credentials", "password", "username", "login", "authentication", "digest"];
    public static readonly string[] Wrong = ["invalid", "wrong", "incorrect", "bad", "failed", "failure", "missing", "mismatch", "not valid"];

    public static readonly string[] NoSuchNumber = ["unallocated", "unassigned", "not in service", "number changed"];
    public static readonly string[] Callee = ["number", "user", "subscriber", "extension"];
    public static readonly string[] Missing = ["no such", "unknown", "not found", "does not exist"];
    public static readonly string[] CalleeNumber = ["destination", "number"];

    /// <summary>Words that say that a phrase with "from" or "calling" is about the callee's number all the same.</summary>
    public static readonly string[] OfTheCallee = [.. NoSuchNumber, "no such", "not found", "does not exist", "destination"];

    public static readonly string[] Trunk = ["domain", "trunk", "connection", "profile"];
    public static readonly string[] Misconfigured = ["unknown", "not found", "invalid", "inactive", "disabled", "not registered", "not configured"];
}
