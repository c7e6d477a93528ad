using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Commands.Calls;
using LiveKit.Sip.Tool.Commands.Demo;
using LiveKit.Sip.Tool.Commands.Dial;
using LiveKit.Sip.Tool.Commands.Dispatches;
using LiveKit.Sip.Tool.Commands.Mock;
using LiveKit.Sip.Tool.Commands.Trunks;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool;

/// <summary><c>lksip</c>: without arguments it shows the demo, unless that could be mistaken for calls on a real server.</summary>
internal sealed class LksipCommand : RootCommand
{
    public LksipCommand(ToolHost host)
        : base("Places phone calls through LiveKit and says what became of each. Without arguments, and without LIVEKIT_URL, it shows the demo.")
    {
        Add(new DialCommand(host));
        Add(new CallCommand(host));
        Add(new TrunkCommand(host));
        Add(new DispatchCommand(host));
        Add(new DemoCommand(host));
        Add(new MockCommand(host));
        SetAction((_, cancellationToken) => string.IsNullOrEmpty(host.ReadVariable(ConnectionOptions.UrlVariable))
            ? DemoCommand.RunAsync(host, cancellationToken)
            : AskWhomToCallAsync(host.Error.Writer, cancellationToken));
    }

    private async Task<int> AskWhomToCallAsync(TextWriter error, CancellationToken cancellationToken)
    {
        await error.WriteLineAsync("LIVEKIT_URL names a server, so this needs to know whom to call:");
        await error.WriteLineAsync("  lksip dial --to +15105550123 --room my-room --trunk ST_xxxx");
        await error.WriteLineAsync("The demo, which calls nobody, is behind the command: lksip demo");
        await error.WriteLineAsync();
        await Parse("--help").InvokeAsync(new InvocationConfiguration { Output = error }, cancellationToken);
        return ExitCodes.WrongUsage;
    }
}
