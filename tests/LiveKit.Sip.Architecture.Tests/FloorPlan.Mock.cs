namespace LiveKit.Sip.Architecture.Tests;

public sealed partial class FloorPlan
{
    internal static readonly FloorPlan Mock = new(
        "LiveKit.Sip.Testing",
        [
            new("", "MockLiveKitServer"),
            new("Http", "Twirp over HTTP, and the check of tokens"),
            new("Rpc", "one handler for each RPC"),
            new("Calls", "calls that run on the clock"),
            new("Rooms", "rooms and participants"),
            new("Stores", "trunks, rules and dispatches kept in memory"),
            new("Rules", "the server's validation"),
            new("Phones", "what a phone does when it is called"),
            new("Records", "what a test looks at afterwards"),
            new("Twirp", "errors as the server words them"),
            new("Options", "what a test chooses"),
        ],
        "LiveKit.Sip");
}
