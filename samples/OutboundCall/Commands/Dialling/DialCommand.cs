using System.CommandLine;
using System.Diagnostics;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>dial</c>: one call, from the command line to its outcome.</summary>
internal sealed class DialCommand : Command
{
    public const string JsonOption = "--json";

    private readonly CalleeOptions _callee = new();
    private readonly TrunkOptions _trunk = new();
    private readonly ConnectionOptions _connection = new();

    private readonly Option<string?> _request = new("--request")
    {
        HelpName = "FILE",
        Description = "A JSON request file as LiveKit's CLI takes it; - for standard input. The other options override it. Default: none.",
    };

    private readonly Option<string?> _reference = new("--reference")
    {
        HelpName = "FILE",
        Description = "Writes to FILE, before anything is dialled, what the command call resolve needs to find this call after a crash. "
            + "FILE must not exist: an old one tells of a call that may be on. It is never deleted. Default: none.",
    };

    private readonly Option<bool> _json = new(JsonOption)
    {
        Description = "Prints one JSON object on standard output and nothing else there; progress goes to standard error. Default: off.",
    };

    private readonly Option<bool> _showNumbers = new("--show-numbers")
    {
        Description = "Shows phone numbers in messages instead of masking them like +15*******23. Default: off.",
    };

    public DialCommand()
        : base("dial", $"Calls a phone and waits for the answer. The callee joins the room and stays there when this program ends.\n\n{ExitCode.Help}")
    {
        Add(_request);
        _callee.AddTo(this);
        _trunk.AddTo(this);
        _connection.AddTo(this);
        Add(_reference);
        Add(_json);
        Add(_showNumbers);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        // Signals are caught from here on, and not only from the first wait inside the call.
        await Task.Yield();
        var writer = new ReportWriter(parse.GetValue(_json), parse.GetValue(_showNumbers));
        var clock = Stopwatch.StartNew();
        var report = await PlaceAsync(parse, cancellationToken);
        return writer.Write(report with { ElapsedMs = clock.ElapsedMilliseconds });
    }

    private async Task<CallReport> PlaceAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        try
        {
            var request = await ReadRequestAsync(parse, cancellationToken);
            var options = _connection.Read(parse);
            options.ShowPhoneNumbers = parse.GetValue(_showNumbers);
            await using var livekit = new LiveKitClient(options);

            var reference = parse.GetValue(_reference);
            var call = new CallTrack(options.ShowPhoneNumbers ? request.To! : PhoneNumber.Mask(request.To!));
            await CallDisplay.On(parse.GetValue(_json) ? Console.Error : Console.Out).ShowAsync(
                [call],
                () => call.FollowAsync((progress, token) => CallPlacer.PlaceAsync(livekit.Sip, request, OptionsOf(request.WaitUntilAnswered ? progress : null, reference), token), cancellationToken));
            return call.Report!;
        }
        catch (RequestValidationException e)
        {
            return CallReport.OfRefusal(string.Join(Environment.NewLine, e.Problems));
        }
        catch (Exception e) when (e is UsageException or ArgumentException)
        {
            return CallReport.OfRefusal(e.Message);
        }
        catch (OperationCanceledException)
        {
            return CallReport.OfCancellation();
        }
    }

    private static DialOptions OptionsOf(IProgress<CallStatus>? progress, string? reference) => new()
    {
        Progress = progress,
        RequestId = Guid.NewGuid(),
        BeforeDialing = reference is null ? null : (dial, cancellationToken) => ReferenceFile.WriteAsync(reference, dial, cancellationToken),
    };

    private async Task<DialRequest> ReadRequestAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var request = parse.GetValue(_request) is { } file
            ? await RequestFile.ReadAsync(file, DialRequest.FromJson, DialRequest.FromJsonFile, cancellationToken)
            : new DialRequest();
        _callee.Apply(parse, request);
        _trunk.Apply(parse, request);

        // The dial methods validate too. Done here, every problem is named before a server is even needed.
        return request.Validate() is { Count: > 0 } problems ? throw new RequestValidationException(problems) : request;
    }
}
