namespace LiveKit.Sip.Architecture.Tests;

public sealed partial class FloorPlan
{
    internal static readonly FloorPlan Client = new(
        "LiveKit.Sip",
        [
            new("DependencyInjection", "AddLiveKitSip, and the guard on the host's handlers"),
            new("", "the public clients and what they share"),
            new("Agents", "one call with an agent"),
            new("Calls", "a call from dial to end"),
            new("Rpc", "one row for each RPC, and lists read to their end"),
            new("Requests", "what a caller writes, and every rule about it"),
            new("Outcomes", "how a call ended"),
            new("Twirp", "one RPC to the wire and back"),
            new("Configuration", "checked settings, log entries"),
            new("Authentication", "tokens and grants"),
            new("Json", "request files of LiveKit's CLI"),
            new("Diagnostics", "secrets and phone numbers taken out of text"),
            new("Exceptions", "the root of the exceptions, and the facts about a failure"),
        ]);
}
