using System.CommandLine;
using LiveKit.Sip.Tool.Host;

namespace LiveKit.Sip.Tool.Commands.Calls;

/// <summary>What is done about a call that some program, perhaps a crashed one, has placed.</summary>
internal sealed class CallCommand : Command
{
    public CallCommand(ToolHost host)
        : base("call", "Finds a call that was placed before, and says or decides what becomes of it.")
    {
        Add(new StatusCommand(host));
        Add(new WatchCommand(host));
        Add(new HangUpCommand(host));
        Add(new TransferCommand(host));
        Add(new ResolveCommand(host));
    }
}
