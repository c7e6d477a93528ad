using System.CommandLine;

namespace OutboundCall.Commands;

/// <summary>The agents that are sent to rooms.</summary>
internal sealed class DispatchCommand : Command
{
    public DispatchCommand()
        : base("dispatch", "Sends agents to rooms, to talk to whoever is called.")
    {
        Add(new DispatchListCommand());
        Add(new DispatchCreateCommand());
        Add(new DispatchDeleteCommand());
    }
}
