using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Faults;

/// <summary>What goes wrong with a request.</summary>
internal abstract record FaultScript
{
    private FaultScript()
    {
    }

    /// <summary>Whether only the call of a dial can play it.</summary>
    public virtual bool IsForDials => false;

    public sealed record Answers(HttpAnswer Answer) : FaultScript;

    public sealed record Drops : FaultScript;

    /// <summary>The request is carried out, and this is answered; nothing when the connection is to be closed.</summary>
    public sealed record ReplacesAnswer(HttpAnswer? Answer) : FaultScript;

    public sealed record Holds(Task Until) : FaultScript;

    public sealed record Delays(TimeSpan Time) : FaultScript;

    public sealed record DropsAt(DialStep Step) : FaultScript
    {
        public override bool IsForDials => true;
    }

    public sealed record MeetsDeadlineAtAnswer : FaultScript
    {
        public override bool IsForDials => true;
    }
}
