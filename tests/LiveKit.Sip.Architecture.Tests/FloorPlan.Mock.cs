namespace LiveKit.Sip.Architecture.Tests;

public sealed partial class FloorPlan
{
    internal static readonly FloorPlan Mock = new(
        "LiveKit.Sip.Testing",
        [
            new("", "MockLiveKitServer, which connects the parts"),
            new("Http", "the handler of every HTTP request: token, path, body, grants"),
            new("Regions", "several addresses of one server, and which of them respond"),
            new("Hosting", "Kestrel: ports that listen, go down and come back"),
            new("Rpc", "one handler for each RPC"),
            new("Transfers", "transfers that run on the clock"),
            new("Calls", "calls that run on the clock"),
            new("Agents", "dispatches, and the agents that they bring"),
            new("Rooms", "rooms, participants, and the one lock and the timers of everything that happens in them"),
            new("Stores", "trunks and dispatch rules kept in memory, and their ids"),
            new("Rules", "the server's validation"),
            new("Phones", "what a phone does when it is called"),
            new("Requests", "the record of every HTTP request, and the faults that requests meet"),
            new("Records", "the records of calls, transfers, rooms and data that a test looks at afterwards"),
            new("Twirp", "errors, codes and encodings as the server has them"),
            new("Options", "what a test chooses"),
        ],
        "LiveKit.Sip");
}
