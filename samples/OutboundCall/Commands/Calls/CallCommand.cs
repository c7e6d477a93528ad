using System.CommandLine;

namespace OutboundCall.Commands;

/// <summary>What is done about a call that some program, perhaps a crashed one, has placed.</summary>
internal sealed class CallCommand : Command
{
    public CallCommand()
        : base("call", "Finds a call that was placed before, and says or decides what becomes of it.")
    {
        Add(new StatusCommand());
        Add(new WatchCommand());
        Add(new HangUpCommand());
        Add(new TransferCommand());
        Add(new ResolveCommand());
    }
}
