using System.Text.Json;
using LiveKit.Protocol;
using Spectre.Console;

namespace LiveKit.Sip.Tool.Output;

/// <summary>Dispatches of agents, for people and for programs.</summary>
internal static class DispatchAnswers
{
    public static Answer Of(AgentDispatch dispatch) => new(
        MessageJson.Of(dispatch),
        FactsTable.Of(
            ("Dispatch", dispatch.Id),
            ("Agent", AgentOf(dispatch)),
            ("Room", dispatch.Room),
            ("State", StateOf(dispatch)),
            ("Metadata", dispatch.Metadata)));

    public static Answer Of(IReadOnlyList<AgentDispatch> dispatches) => new(
        MessageJson.Of(dispatches),
        ListTable.Of(
            "No dispatches.",
            ["Dispatch", "Agent", "State", "Metadata"],
            dispatches.Select(static dispatch => new[] { dispatch.Id, AgentOf(dispatch), StateOf(dispatch), dispatch.Metadata })));

    /// <summary>A dispatch less.</summary>
    public static Answer OfWithdrawn(AgentDispatch dispatch)
        => new(JsonSerializer.Serialize(new { id = dispatch.Id, room = dispatch.Room }), new Text($"Dispatch {dispatch.Id} is withdrawn.\n"));

    // LiveKit's own dispatch of agents without a name.
    private static string AgentOf(AgentDispatch dispatch) => dispatch.AgentName.Length > 0 ? dispatch.AgentName : "(automatic)";

    private static string StateOf(AgentDispatch dispatch) => dispatch.State switch
    {
        { DeletedAt: > 0 } => "withdrawn",
        { Jobs.Count: > 0 } state => string.Join(", ", state.Jobs.Select(static job => StateOf(job.State?.Status))),
        _ => "no worker yet",
    };

    private static string StateOf(JobStatus? status) => status switch
    {
        JobStatus.JsPending or null => "pending",
        JobStatus.JsRunning => "running",
        JobStatus.JsSuccess => "done",
        JobStatus.JsFailed => "failed",
        _ => status.Value.ToString(),
    };
}
