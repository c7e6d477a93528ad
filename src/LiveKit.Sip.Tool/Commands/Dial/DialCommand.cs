using System.CommandLine;
using LiveKit.Protocol;
using LiveKit.Sip.Tool.Calls;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Failures;
using LiveKit.Sip.Tool.Files;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;
using LiveKit.Sip.Tool.Reports;
using LiveKit.Sip.Tool.Words;

namespace LiveKit.Sip.Tool.Commands.Dial;

/// <summary><c>dial</c>: one call, from the command line to its outcome.</summary>
internal sealed class DialCommand : Command
{
    private readonly CalleeOptions _callee = new();
    private readonly TrunkOptions _trunk = new();
    private readonly ToolHost _host;
    private readonly ConnectionOptions _connection;

    private readonly Option<string?> _request = new("--request")
    {
        HelpName = "FILE",
        Description = "A JSON request file as LiveKit's CLI takes it; - for standard input. The other options override it. Default: none.",
    };

    private readonly Option<string?> _reference = new("--reference")
    {
        HelpName = "FILE",
        Description = "Writes to FILE, before anything is dialed, what the command call resolve needs to find this call after a crash. "
            + "FILE must not exist: an old one tells of a call that may be on. It is never deleted. Default: none.",
    };

    private readonly Option<bool> _json = JsonOption.Create("Prints one JSON object on standard output and nothing else there; progress goes to standard error. Default: off.");

    private readonly Option<bool> _showNumbers = new("--show-numbers")
    {
        Description = "Shows phone numbers in messages instead of masking them like +15*******23. Default: off.",
    };

    public DialCommand(ToolHost host)
        : base("dial", $"Calls a phone and waits for the answer. The callee joins the room and stays there when this program ends.\n\n{ExitCodes.Help}")
    {
        _host = host;
        _connection = new ConnectionOptions(host);
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
        var writer = new ReportWriter(_host, parse.GetValue(_json), parse.GetValue(_showNumbers));
        var began = _host.Time.GetTimestamp();
        var report = await PlaceAsync(parse, cancellationToken);
        return writer.Write(report with { ElapsedMs = (long)_host.Time.GetElapsedTime(began).TotalMilliseconds });
    }

    private async Task<CallReport> PlaceAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        try
        {
            var request = await ReadRequestAsync(parse, cancellationToken);
            var showNumbers = parse.GetValue(_showNumbers);
            var connection = _connection.Open(parse, showNumbers);
            await using var livekit = connection.LiveKit;

            var placer = new CallPlacer(livekit.Sip, connection.Failures, _host.Time);
            var reference = parse.GetValue(_reference);
            var call = new CallTrack(showNumbers ? request.To! : PhoneNumber.Mask(request.To!), _host.Time);
            await CallDisplay.On(parse.GetValue(_json) ? _host.Error : _host.Output, _host.Time).ShowAsync(
                [call],
                () => call.FollowAsync((progress, token) => placer.PlaceAsync(request, OptionsOf(request.WaitUntilAnswered ? progress : null, reference), token), cancellationToken));
            return call.Report!;
        }
        catch (RequestValidationException e)
        {
            return CallReport.OfRefusal(TextOf(e.Problems, parse));
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

    private string TextOf(IEnumerable<ValidationProblem> problems, ParseResult parse)
    {
        var names = _trunk.AddTo(_callee.AddTo(DialFields.Names()));
        return string.Join(Environment.NewLine, problems.Select(problem => names.TextOf(problem, IsFromFile)));

        bool IsFromFile(string option) => parse.GetResult(_request) is not null && parse.GetResult(option) is null;
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
            ? await new RequestFile(_host, file).ReadAsync(CreateSIPParticipantRequest.Descriptor, DialRequest.FromJson, DialRequest.FromJsonFile, cancellationToken)
            : new DialRequest();
        _callee.Apply(parse, request);
        _trunk.Apply(parse, request);

        // The dial methods validate too. Done here, every problem is named before a server is even needed.
        return request.Validate() is { Count: > 0 } problems ? throw new RequestValidationException(problems) : request;
    }
}
