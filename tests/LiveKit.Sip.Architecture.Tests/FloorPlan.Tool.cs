namespace LiveKit.Sip.Architecture.Tests;

public sealed partial class FloorPlan
{
    internal static readonly FloorPlan Tool = new(
        "LiveKit.Sip.Tool",
        [
            new("", "the way in: the process, the parsing, and lksip itself"),
            new("Commands/Dial", "lksip dial"),
            new("Commands/Calls", "lksip call: status, watch, hangup, transfer, resolve"),
            new("Commands/Trunks", "lksip trunk: list, create, get, delete"),
            new("Commands/Dispatches", "lksip dispatch: list, create, delete"),
            new("Commands/Demo", "lksip demo"),
            new("Commands/Mock", "lksip mock"),
            new("CommandLine", "what commands share: options, the connection, what is wrong with a command line"),
            new("Calls", "what a command does about a call"),
            new("Output", "tables, lines and JSON"),
            new("Files", "request files and references, and what was meant by a mistake in one"),
            new("Reports", "what is told of a call or a failure, and the exit codes"),
            new("Failures", "why LiveKit did not do something"),
            new("Host", "the streams, environment and clock that the tool runs with"),
            new("Words", "close words, and phone numbers, tokens and invisible characters hidden"),
        ],
        "LiveKit.Sip",
        "LiveKit.Sip.Testing");
}
