using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;

namespace LiveKit.Sip.Tool.Commands.Trunks;

/// <summary>The trunks that LiveKit keeps.</summary>
internal sealed class TrunkCommand : Command
{
    public TrunkCommand(ToolHost host)
        : base("trunk", "Keeps the trunks that calls go out over, or come in by.")
    {
        Add(new TrunkListCommand(host));
        Add(new TrunkCreateCommand(host));
        Add(new TrunkGetCommand(host));
        Add(new TrunkDeleteCommand(host));
    }

    /// <summary>The option <c>--inbound</c>.</summary>
    public static Option<bool> Inbound() => new("--inbound")
    {
        Description = "Means the trunks by which calls come in. Default: off, those that calls go out over.",
    };

    /// <summary>The id of a trunk.</summary>
    public static Argument<string> Id() => OptionParsers.NotEmpty(new Argument<string>("ST_ID")
    {
        Description = "The trunk's id, ST_xxxx. Required.",
    });
}
