using System.CommandLine;
using LiveKit.Sip;

namespace OutboundCall.Commands;

/// <summary>The program itself: without arguments it shows the demo, unless that could be mistaken for calls on a real server.</summary>
internal sealed class OutboundCallCommand : RootCommand
{
    public OutboundCallCommand()
        : base("Places phone calls through LiveKit and says what became of each. Without arguments, and without LIVEKIT_URL, it shows the demo.")
    {
        Add(new DialCommand());
        Add(new CallCommand());
        Add(new TrunkCommand());
        Add(new DispatchCommand());
        Add(new DemoCommand());
        Add(new MockCommand());
        SetAction((_, cancellationToken) => LiveKitOptions.FromEnvironment().Url is null
            ? DemoCommand.RunAsync(cancellationToken)
            : AskWhomToCallAsync(cancellationToken));
    }

    private async Task<int> AskWhomToCallAsync(CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("LIVEKIT_URL names a server, so this needs to know whom to call:");
        await Console.Error.WriteLineAsync("  dial --to +15105550123 --room my-room --trunk ST_xxxx");
        await Console.Error.WriteLineAsync("The demo, which calls nobody, is behind the command: demo");
        await Console.Error.WriteLineAsync();
        await Parse("--help").InvokeAsync(new InvocationConfiguration { Output = Console.Error }, cancellationToken);
        return ExitCode.WrongUsage;
    }
}
