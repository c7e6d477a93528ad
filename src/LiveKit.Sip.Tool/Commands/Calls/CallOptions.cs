using System.CommandLine;
using System.CommandLine.Parsing;
using LiveKit.Sip.Tool.Calls;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Failures;
using LiveKit.Sip.Tool.Files;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Commands.Calls;

/// <summary>Which call a command is about.</summary>
internal sealed class CallOptions
{
    private readonly Option<string?> _room = OptionParsers.NotEmpty(new Option<string?>("--room")
    {
        HelpName = "NAME",
        Description = "The room that the callee is in; goes with --identity. Both or --reference are required.",
    });

    private readonly Option<string?> _identity = OptionParsers.NotEmpty(new Option<string?>("--identity")
    {
        HelpName = "ID",
        Description = "The callee's identity in the room; goes with --room. Both or --reference are required.",
    });

    private readonly Option<string?> _reference = new("--reference")
    {
        HelpName = "FILE",
        Description = "What dial --reference wrote; left as it is. This, or --room and --identity, is required.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _room, _identity, _reference })
        {
            command.Add(option);
        }
    }

    /// <summary>What doesn't fit together; no validator of the command, because System.CommandLine would then look at nothing else.</summary>
    public string? MistakeIn(CommandResult result)
    {
        var missing = new Option[] { _room, _identity }.Where(option => result.GetResult(option) is null).Select(static option => option.Name).ToList();
        return (result.GetResult(_reference), missing.Count) switch
        {
            (null, > 0) => $"Which call? {string.Join(" and ", missing)} {(missing.Count > 1 ? "are" : "is")} missing; {_reference.Name} would do instead.",
            (not null, < 2) => $"{_reference.Name} says which call; {_room.Name} and {_identity.Name} don't go with it.",
            _ => null,
        };
    }

    /// <exception cref="UsageException">The reference cannot be read.</exception>
    /// <exception cref="LiveKitException">LiveKit could not be asked.</exception>
    public Task<TargetCall> FindAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
        => parse.GetValue(_reference) is { } file
            ? CallFinder.FindAsync(run.LiveKit, ReferenceFile.Read(file), cancellationToken)
            : CallFinder.FindAsync(run.LiveKit, parse.GetRequiredValue(_room)!, parse.GetRequiredValue(_identity)!, cancellationToken);
}
