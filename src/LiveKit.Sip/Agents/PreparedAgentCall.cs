using LiveKit.Protocol;
using LiveKit.Sip.Calls;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Dialing;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Agents;

/// <summary>An agent's call that has been checked. The caller may change the request for the next call while this one is under way.</summary>
internal sealed class PreparedAgentCall
{
    private PreparedAgentCall(AgentCallRequest request, PreparedDial dial, DialOptions? dialOptions)
    {
        Room = request.Room?.Clone() ?? new CreateRoomRequest();
        Room.Name = dial.RoomName;
        Dispatch = new CreateAgentDispatchRequest { Room = dial.RoomName, AgentName = request.AgentName, Metadata = request.Metadata ?? "" };
        AgentTimeout = request.AgentTimeout;
        DeleteRoomOnFailure = request.DeleteRoomOnFailure;
        Progress = request.Progress;
        Dial = dial;
        DialOptions = dialOptions;
    }

    public CreateRoomRequest Room { get; }

    public CreateAgentDispatchRequest Dispatch { get; }

    public TimeSpan AgentTimeout { get; }

    public bool DeleteRoomOnFailure { get; }

    public IProgress<AgentCallStep>? Progress { get; }

    /// <summary>The dial, which begins when the agent is there.</summary>
    public PreparedDial Dial { get; }

    public DialOptions? DialOptions { get; }

    /// <summary>The phone numbers and SIP users of the dial, to be masked in text.</summary>
    public string?[] Numbers => Dial.Numbers;

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

        return new PreparedAgentCall(request, new Dialer(context).Prepare(request.Dial!, options, problems), options);
    }
}
