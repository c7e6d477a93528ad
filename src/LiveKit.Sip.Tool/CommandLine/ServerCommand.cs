using System.CommandLine;
using System.CommandLine.Parsing;
using LiveKit.Sip.Tool.Failures;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.CommandLine;

/// <summary>A command that asks LiveKit something and prints the answer, as a table or as JSON.</summary>
internal abstract class ServerCommand : Command
{
    private readonly ConnectionOptions _connection;
    private readonly Option<bool> _json = JsonOption.Create("Prints JSON on one line of standard output and nothing else there. Default: off.");

    /// <param name="host">Where it runs.</param>
    /// <param name="name">The command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="exitCodes">What it tells the shell.</param>
    protected ServerCommand(ToolHost host, string name, string description, string exitCodes = ExitCodes.ServerHelp)
        : base(name, $"{description}\n\n{exitCodes}")
    {
        Host = host;
        _connection = new ConnectionOptions(host);
        SetAction(RunAsync);
    }

    protected ToolHost Host { get; }

    /// <summary>What the fields of this command's request are called on the command line. Default: nothing is known of them.</summary>
    protected virtual FieldNames Names => new();

    /// <summary>What doesn't fit together on the command line although each option is right; null if it does.</summary>
    public virtual string? MistakeIn(CommandResult result) => null;

    /// <summary>Does the command's work.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="run">The connection, and what is known in the end.</param>
    /// <param name="cancellationToken">Ctrl+C.</param>
    /// <exception cref="UsageException">The command line, or a file that it names, makes no sense.</exception>
    /// <exception cref="NotFoundException">LiveKit has no such thing.</exception>
    /// <exception cref="LiveKitException">LiveKit did not do it.</exception>
    protected abstract Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken);

    /// <summary>Adds the options of the connection after the command's own.</summary>
    protected void AddConnection()
    {
        _connection.AddTo(this);
        Add(_json);
    }

    /// <summary>What a failure of LiveKit may mean for this command; null if nothing in particular.</summary>
    protected virtual string? HintAt(LiveKitException failure) => null;

    /// <summary>Whether an option's value comes from a request file. Default: there is none.</summary>
    protected virtual bool IsFromFile(ParseResult parse, string option) => false;

    protected bool WantsJson(ParseResult parse) => parse.GetValue(_json);

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        // Signals are caught from here on, and not only from the first wait inside the asking.
        await Task.Yield();
        var began = Host.Time.GetTimestamp();
        await using var run = new CommandRun(() => _connection.Open(parse));
        try
        {
            var answer = MistakeIn(parse.CommandResult) is { } mistake
                ? throw new UsageException(mistake)
                : await AskAsync(parse, run, cancellationToken);
            answer.Write(Host, WantsJson(parse));
            return answer.ExitCode;
        }
        catch (RequestValidationException e)
        {
            var problems = e.Problems.Select(problem => Names.TextOf(problem, option => IsFromFile(parse, option)));
            return Fail(parse, began, CallReport.OfRefusal(string.Join(Environment.NewLine, problems)));
        }
        catch (Exception e) when (e is UsageException or ArgumentException)
        {
            return Fail(parse, began, CallReport.OfRefusal(e.Message));
        }
        catch (NotFoundException e)
        {
            return Fail(parse, began, CallReport.OfMissing(e.Message));
        }
        catch (LiveKitException e)
        {
            var message = run.Failures.Of(e, HintAt(e));
            return Fail(parse, began, CallReport.OfTrouble(e, message, run.MayRingUntil));
        }
        catch (OperationCanceledException)
        {
            return Fail(parse, began, CallReport.OfTrouble("Stopped before LiveKit had answered.", run.MayRingUntil));
        }
    }

    private int Fail(ParseResult parse, long began, CallReport report)
    {
        var writer = new ReportWriter(Host, WantsJson(parse), isForCalls: false);
        return writer.Write(report with { ElapsedMs = (long)Host.Time.GetElapsedTime(began).TotalMilliseconds });
    }
}
