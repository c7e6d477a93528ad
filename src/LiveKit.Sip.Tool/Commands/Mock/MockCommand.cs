using System.CommandLine;
using System.Net.Sockets;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Commands.Mock;

/// <summary><c>mock</c>: a LiveKit server for other programs to dial, which calls nobody.</summary>
internal sealed class MockCommand : Command
{
    private readonly Option<int> _port = new("--port")
    {
        HelpName = "PORT",
        Description = "The TCP port on the loopback interface, 0 to 65535. Default: 0, one that is free.",
    };

    private readonly ToolHost _host;

    public MockCommand(ToolHost host)
        : base(
            "mock",
            """
            Serves a mock LiveKit until stopped by Ctrl+C or SIGTERM, and prints its URL, key and secret.

            Numbers +1500555xxxx answer by their last four digits: a SIP status such as 0486 (busy), 0603 (declined),
            0480 (unavailable), 0404 (no such number), 0503 (trunk failure), 0488 (no codec in common); or 0000 (never
            answers), 0001 (answers at once), 0002 (answers after 2 seconds), 0003 (answers and hangs up).
            """)
    {
        _host = host;
        _port.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !ushort.TryParse(token.Value, out _))
            {
                result.AddError("--port must be 0 to 65535.");
            }
        });
        Add(_port);
        SetAction((parse, cancellationToken) => RunAsync(parse.GetValue(_port), cancellationToken));
    }

    private async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        // Signals are caught from here on, and not only from the first wait inside the start.
        await Task.Yield();
        try
        {
            await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { Port = port, TimeProvider = _host.Time }, cancellationToken);
            await PrintAsync(server);
            await Task.Delay(Timeout.InfiniteTimeSpan, _host.Time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _host.Error.Writer.WriteLineAsync("Stopped.");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await _host.Error.Writer.WriteLineAsync($"error: {e.Message}");
            return ExitCodes.NotAnswered;
        }

        return ExitCodes.Success;
    }

    // In the form that shells and .env files take.
    private async Task PrintAsync(MockLiveKitServer server)
    {
        await _host.Output.Writer.WriteLineAsync($"LIVEKIT_URL={server.Url.OriginalString}");
        await _host.Output.Writer.WriteLineAsync($"LIVEKIT_API_KEY={server.ApiKey}");
        await _host.Output.Writer.WriteLineAsync($"LIVEKIT_API_SECRET={server.ApiSecret}");
        await _host.Error.Writer.WriteLineAsync("Serving until Ctrl+C. The numbers that it knows: lksip mock --help");
    }
}
