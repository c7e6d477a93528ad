using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Requests;

/// <summary>A fault as data: what the server does with the request that meets it.</summary>
internal abstract record FaultScript
{
    private FaultScript()
    {
    }

    /// <summary>Whether the fault needs a call and therefore has no effect on other requests than dials.</summary>
    public virtual bool IsForDials => false;

    public sealed record Responds(RawResponse Response) : FaultScript;

    public sealed record Drops : FaultScript;

    /// <summary>The server carries the request out and sends this response instead of its own. Without a response it closes the connection.</summary>
    public sealed record ReplacesResponse(RawResponse? Response) : FaultScript;

    public sealed record Holds(Task Until) : FaultScript;

    public sealed record Delays(TimeSpan Time) : FaultScript;

    public sealed record DropsAt(DialStep Step) : FaultScript
    {
        public override bool IsForDials => true;
    }

    /// <summary>The SIP service that serves the call dies when the call enters the step.</summary>
    public sealed record SilencesSipService(DialStep Step) : FaultScript
    {
        public override bool IsForDials => true;
    }

    public sealed record MeetsDeadlineAtAnswer : FaultScript
    {
        public override bool IsForDials => true;
    }
}
