using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Failures;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Words;

namespace LiveKit.Sip.Tool.Commands.Dispatches;

/// <summary>A command about the agents of one room.</summary>
internal abstract class DispatchRoomCommand : ServerCommand
{
    protected DispatchRoomCommand(ToolHost host, string name, string description)
        : base(host, name, description)
    {
    }

    protected Option<string> Room { get; } = OptionParsers.NotEmpty(new Option<string>("--room")
    {
        HelpName = "NAME",
        Description = "The room, at most 256 bytes in UTF-8. Required.",
        Required = true,
    });

    protected override FieldNames Names => new FieldNames().Option("room", Room.Name);

    /// <summary>Looks for the room first: no server answers for a room that is nowhere, and a request about it is long in failing.</summary>
    /// <exception cref="NotFoundException">There is no such room.</exception>
    protected static async Task CheckRoomAsync(CommandRun run, string room, CancellationToken cancellationToken)
    {
        try
        {
            if ((await run.LiveKit.Rooms.ListRoomsAsync([room], cancellationToken)).Count > 0)
            {
                return;
            }
        }
        catch (TwirpException e) when (e.Code != TwirpErrorCodes.Unauthenticated)
        {
            // A token may be good for this room's agents and not for the list of rooms.
            return;
        }

        throw new NotFoundException($"There is no room {PhoneNumber.Mask(room)}, or not any more.");
    }

    // The server whose room it is would answer, and a room that is nowhere has none.
    protected override string? HintAt(LiveKitException failure)
        => failure is TwirpException { Code: TwirpErrorCodes.Unavailable } ? "there may be no such room" : base.HintAt(failure);
}
