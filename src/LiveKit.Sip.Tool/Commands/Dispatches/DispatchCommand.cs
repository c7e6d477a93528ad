using System.CommandLine;
using LiveKit.Sip.Tool.Host;

namespace LiveKit.Sip.Tool.Commands.Dispatches;

/// <summary>The agents that are sent to rooms.</summary>
internal sealed class DispatchCommand : Command
{
    public DispatchCommand(ToolHost host)
        : base("dispatch", "Sends agents to rooms, to talk to whoever is called.")
    {
        Add(new DispatchListCommand(host));
        Add(new DispatchCreateCommand(host));
        Add(new DispatchDeleteCommand(host));
    }
}
