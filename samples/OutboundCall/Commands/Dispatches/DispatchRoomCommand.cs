using System.CommandLine;
using LiveKit.Sip;

namespace OutboundCall.Commands;

/// <summary>A command about the agents of one room.</summary>
internal abstract class DispatchRoomCommand : ServerCommand
{
    protected DispatchRoomCommand(string name, string description)
        : base(name, description)
    {
    }

    protected Option<string> Room { get; } = OptionParsers.NotEmpty(new Option<string>("--room")
    {
        HelpName = "NAME",
        Description = "The room, at most 256 bytes in UTF-8. Required.",
        Required = true,
    });

    protected override string NameOf(string field) => field == "room" ? Room.Name : base.NameOf(field);

    // The server whose room it is would answer, and a room that is nowhere has none.
    protected override string? HintAt(LiveKitException failure)
        => failure is TwirpException { Code: TwirpErrorCodes.Unavailable } ? "there may be no such room" : base.HintAt(failure);
}
