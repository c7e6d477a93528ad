using LiveKit.Sip.Messages;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip;

public sealed partial class AgentCallRequest
{
    private static readonly TimeSpan LongestAgentTimeout = TimeSpan.FromHours(24);

    /// <summary>
    /// Checks the request and its dial, without sending anything. <see cref="LiveKitClient.CallWithAgentAsync"/> does the same, and also
    /// refuses what a dial method refuses; see <see cref="DialRequest.Validate"/>.
    /// </summary>
    /// <returns>Everything that is wrong, empty if nothing is.</returns>
    public IReadOnlyList<ValidationProblem> Validate()
    {
        var problems = new ProblemList(NameOf);
        CheckOwnRules(problems);
        if (Dial is not null)
        {
            Dial.CheckOwnRules(problems);
            DialValidator.Check(Dial.ToProto(), isCloud: false, problems);
        }

        return problems.Problems;
    }

    /// <summary>Checks the rules that are not about the dial.</summary>
    internal void CheckOwnRules(ProblemList problems)
    {
        problems.Check(Dial is not null, DialField, "is required");
        NameRules.CheckPresent(AgentName ?? "", AgentNameField, problems);
        TextValidator.CheckText(AgentName ?? "", AgentNameField, problems);
        TextValidator.CheckText(Metadata ?? "", MetadataField, problems);
        problems.Check(
            AgentTimeout > TimeSpan.Zero && AgentTimeout <= LongestAgentTimeout,
            AgentTimeoutField,
            $"must be more than zero and at most {LongestAgentTimeout.TotalHours} hours");
        if (Room is not { } room)
        {
            return;
        }

        problems.Check(UnicodeText.IsWhole(room), RoomField, "must hold only valid Unicode");
        problems.Check(
            room.Name.Length == 0 || room.Name == Dial?.ToProto().RoomName,
            RoomNameField,
            $"differs from {nameof(Dial)}.{nameof(DialRequest.RoomName)}: leave it out");

        // The agent would come twice: once with the room, once with its dispatch.
        problems.Check(
            room.Agents.All(agent => agent.AgentName != AgentName),
            RoomAgentsField,
            "must not name the agent that is dispatched for the call");
    }
}
