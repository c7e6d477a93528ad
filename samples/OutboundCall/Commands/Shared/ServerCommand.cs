using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary>A command that asks LiveKit something and prints the answer, as a table or as JSON.</summary>
internal abstract class ServerCommand : Command
{
    private readonly ConnectionOptions _connection = new();

    private readonly Option<bool> _json = new(DialCommand.JsonOption)
    {
        Description = "Prints JSON on one line of standard output and nothing else there. Default: off.",
    };

    /// <param name="name">The command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="exitCodes">What it tells the shell.</param>
    protected ServerCommand(string name, string description, string exitCodes = ExitCode.ServerHelp)
        : base(name, $"{description}\n\n{exitCodes}")
    {
        SetAction(RunAsync);
    }

    /// <summary>What doesn't fit together on the command line although each option is right; null if it does.</summary>
    public virtual string? MistakeIn(CommandResult result) => null;

    /// <summary>Does the command's work.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="livekit">The connection; made when it is first asked for, so that a wrong request is named before a server is needed.</param>
    /// <param name="cancellationToken">Ctrl+C.</param>
    /// <exception cref="UsageException">The command line, or a file that it names, makes no sense.</exception>
    /// <exception cref="LiveKitException">LiveKit did not do it.</exception>
    protected abstract Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken);

    /// <summary>Adds the options of the connection after the command's own.</summary>
    protected void AddConnection()
    {
        _connection.AddTo(this);
        Add(_json);
    }

    /// <summary>What a field that the library finds wrong is called on the command line. Default: the same.</summary>
    protected virtual string NameOf(string field) => field;

    /// <summary>What a failure of LiveKit may mean for this command; null if nothing in particular.</summary>
    protected virtual string? HintAt(LiveKitException failure) => null;

    protected bool WantsJson(ParseResult parse) => parse.GetValue(_json);

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        // Signals are caught from here on, and not only from the first wait inside the asking.
        await Task.Yield();
        var clock = Stopwatch.StartNew();
        if (MistakeIn(parse.CommandResult) is { } mistake)
        {
            return Fail(parse, clock, CallReport.OfRefusal(mistake));
        }

        var livekit = new Lazy<LiveKitClient>(() => new LiveKitClient(_connection.Read(parse)));
        try
        {
            var answer = await AskAsync(parse, livekit, cancellationToken);
            answer.Write(WantsJson(parse));
            return answer.ExitCode;
        }
        catch (RequestValidationException e)
        {
            return Fail(parse, clock, CallReport.OfRefusal(string.Join(Environment.NewLine, e.Problems.Select(TextOf))));
        }
        catch (Exception e) when (e is UsageException or ArgumentException)
        {
            return Fail(parse, clock, CallReport.OfRefusal(e.Message));
        }
        catch (LiveKitException e)
        {
            return Fail(parse, clock, CallReport.OfTrouble(e, HintAt(e)));
        }
        catch (OperationCanceledException)
        {
            return Fail(parse, clock, CallReport.OfTrouble("Stopped before LiveKit had answered."));
        }
        finally
        {
            if (livekit.IsValueCreated)
            {
                await livekit.Value.DisposeAsync();
            }
        }
    }

    // A header's problem is found at Headers["X-Name"].
    private string TextOf(ValidationProblem problem)
    {
        var (field, key) = problem.Field.IndexOf('[', StringComparison.Ordinal) is > 0 and var at ? (problem.Field[..at], problem.Field[at..]) : (problem.Field, "");
        return $"{NameOf(field)}{key}: {problem.Message}";
    }

    private int Fail(ParseResult parse, Stopwatch clock, CallReport report)
        => new ReportWriter(WantsJson(parse), show: ReportWriter.WriteError).Write(report with { ElapsedMs = clock.ElapsedMilliseconds });
}
