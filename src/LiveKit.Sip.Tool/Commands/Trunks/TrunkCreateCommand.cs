using System.CommandLine;
using System.CommandLine.Parsing;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Files;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;

namespace LiveKit.Sip.Tool.Commands.Trunks;

/// <summary><c>create</c>: a trunk more.</summary>
internal sealed class TrunkCreateCommand : ServerCommand
{
    private readonly NewTrunkOptions _trunk = new();
    private readonly Option<bool> _inbound = TrunkCommand.Inbound();

    private readonly Option<string?> _request = new("--request")
    {
        HelpName = "FILE",
        Description = "A JSON request file as lk sip outbound create takes it, or with --inbound lk sip inbound create: {\"trunk\":{…}}; - for standard input. The other options override it. Default: none.",
    };

    public TrunkCreateCommand(ToolHost host)
        : base(host, "create", "Stores a trunk for calls to go out over, or to come in by, and shows it; its password as ****.")
    {
        Add(_inbound);
        Add(_request);
        _trunk.AddTo(this);
        AddConnection();
    }

    protected override FieldNames Names => _trunk.Names;

    public override string? MistakeIn(CommandResult result) => _trunk.MistakeIn(result, result.GetValue(_inbound));

    protected override bool IsFromFile(ParseResult parse, string option) => parse.GetResult(_request) is not null && parse.GetResult(option) is null;

    protected override async Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
    {
        if (parse.GetValue(_inbound))
        {
            var inbound = (await ReadAsync<CreateSIPInboundTrunkRequest>(parse, cancellationToken)).Trunk ?? new SIPInboundTrunkInfo();
            _trunk.Apply(parse, inbound);
            return TrunkAnswers.Of(await run.LiveKit.Sip.CreateSipInboundTrunkAsync(inbound, cancellationToken));
        }

        var outbound = (await ReadAsync<CreateSIPOutboundTrunkRequest>(parse, cancellationToken)).Trunk ?? new SIPOutboundTrunkInfo();
        _trunk.Apply(parse, outbound);
        return TrunkAnswers.Of(await run.LiveKit.Sip.CreateSipOutboundTrunkAsync(outbound, cancellationToken));
    }

    private async Task<T> ReadAsync<T>(ParseResult parse, CancellationToken cancellationToken)
        where T : IMessage<T>, new()
        => parse.GetValue(_request) is { } file
            ? await new RequestFile(Host, file).ReadAsync(new T().Descriptor, RequestJson.Parse<T>, RequestJson.ParseFile<T>, cancellationToken)
            : new T();
}
