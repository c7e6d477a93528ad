using LiveKit.Protocol;
using LiveKit.Sip.Calls;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Dialing;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Agents;

/// <summary>An agent's call that has been checked. The caller may change the request for the next call while this one is under way.</summary>
internal sealed class PreparedAgentCall
{
    private PreparedAgentCall(AgentCallRequest request, string roomName, string?[] numbers, DialOptions? dialOptions)
    {
        Room = request.Room?.Clone() ?? new CreateRoomRequest();
        Room.Name = roomName;
        Dispatch = new CreateAgentDispatchRequest { Room = roomName, AgentName = request.AgentName, Metadata = request.Metadata ?? "" };
        AgentTimeout = request.AgentTimeout;
        DeleteRoomOnFailure = request.DeleteRoomOnFailure;
        Progress = request.Progress;
        Dial = request.Dial;
        DialOptions = dialOptions;
        Numbers = numbers;
    }

    public CreateRoomRequest Room { get; }

    public CreateAgentDispatchRequest Dispatch { get; }

    public TimeSpan AgentTimeout { get; }

    public bool DeleteRoomOnFailure { get; }

    public IProgress<AgentCallStep>? Progress { get; }

    public DialRequest Dial { get; }

    public DialOptions? DialOptions { get; }

    /// <summary>The phone numbers and SIP users of the dial, to be masked in text.</summary>
    public string?[] Numbers { get; }

    /// <exception cref="RequestValidationException">Anything is wrong with the agent's part or the dial.</exception>
    public static PreparedAgentCall From(AgentCallRequest request, DialOptions? options, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = new ProblemList(AgentCallRequest.NameOf);
        request.CheckOwnRules(problems);
        if (request.Dial is null)
        {
            problems.ThrowIfAny();
        }

        // The dial is only checked here: it gets its ids and clocks when the agent is there.
        var dial = new Dialer(context).Prepare(request.Dial!, options, problems);
        return new PreparedAgentCall(request, dial.RoomName, dial.Numbers, options);
    }
}
