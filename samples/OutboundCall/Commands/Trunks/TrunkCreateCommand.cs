using System.CommandLine;
using System.CommandLine.Parsing;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip;
using OutboundCall.Output;

namespace OutboundCall.Commands;

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

    public TrunkCreateCommand()
        : base("create", "Stores a trunk for calls to go out over, or to come in by, and shows it; its password as ****.")
    {
        Add(_inbound);
        Add(_request);
        _trunk.AddTo(this);
        AddConnection();
    }

    public override string? MistakeIn(CommandResult result) => _trunk.MistakeIn(result, result.GetValue(_inbound));

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        if (parse.GetValue(_inbound))
        {
            var inbound = (await ReadAsync<CreateSIPInboundTrunkRequest>(parse, cancellationToken)).Trunk ?? new SIPInboundTrunkInfo();
            _trunk.Apply(parse, inbound);
            return TrunkAnswers.Of(await livekit.Value.Sip.CreateSipInboundTrunkAsync(inbound, cancellationToken));
        }

        var outbound = (await ReadAsync<CreateSIPOutboundTrunkRequest>(parse, cancellationToken)).Trunk ?? new SIPOutboundTrunkInfo();
        _trunk.Apply(parse, outbound);
        return TrunkAnswers.Of(await livekit.Value.Sip.CreateSipOutboundTrunkAsync(outbound, cancellationToken));
    }

    private async Task<T> ReadAsync<T>(ParseResult parse, CancellationToken cancellationToken)
        where T : IMessage<T>, new()
        => parse.GetValue(_request) is { } file ? await RequestFile.ReadAsync(file, RequestJson.Parse<T>, RequestJson.ParseFile<T>, cancellationToken) : new T();
}
