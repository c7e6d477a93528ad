namespace LiveKit.Sip.Architecture.Tests;

public sealed partial class FloorPlan
{
    internal static readonly FloorPlan Client = new(
        "LiveKit.Sip",
        [
            new("DependencyInjection", "AddLiveKitSip, and the guard on the host's handlers"),
            new("", "the public clients and what they share"),
            new("Agents", "one call with an agent"),
            new("Calls/Resolving", "a call found again: after a crash, or dialed elsewhere"),
            new("Calls", "the handle on a call, and the dial methods"),
            new("Calls/Dialing", "one dial, from the request to its outcome"),
            new("Calls/Transfers", "one transfer, from the request to its outcome"),
            new("Calls/HangingUp", "hanging up: by removal, with headers, with the whole room"),
            new("Calls/Watching", "where a call stands and how it ended, as polls and events tell"),
            new("Calls/Context", "what all calls of a client share: RPCs, pace, what is under way"),
            new("Rpc", "one row for each RPC, and lists read to their end"),
            new("Requests", "what a caller writes, and the rules about dials and transfers"),
            new("Requests/Trunks", "the rules about trunks and dispatch rules"),
            new("Requests/Rules", "the rules that several requests share, and the list of problems"),
            new("Outcomes", "how a call ended: outcome, end, exceptions, reference; the tables and the classifier"),
            new("Participants", "what the attributes of a participant say"),
            new("Twirp", "one RPC to the wire and back"),
            new("Twirp/Retry", "whether and when a failed attempt is followed by another"),
            new("Twirp/Regions", "LiveKit Cloud's regions"),
            new("Twirp/Sending", "the way of one attempt to the wire, and what keeps it from being sent twice"),
            new("Twirp/Protocol", "methods, requests, headers, error answers"),
            new("Configuration", "checked settings, log entries"),
            new("Authentication", "tokens and grants"),
            new("Json", "request files of LiveKit's CLI"),
            new("Messages", "what is added to LiveKit's own messages"),
            new("Exceptions", "the root of the exceptions, and the facts about a failure"),
            new("Diagnostics", "text from outside put on one line, with secrets, tokens and phone numbers taken out"),
            new("Common", "what .NET lacks and every floor may use"),
        ]);
}
