using System.CommandLine;
using LiveKit.Protocol;
using LiveKit.Sip;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>create</c>: an outbound trunk more.</summary>
internal sealed class TrunkCreateCommand : ServerCommand
{
    private readonly NewTrunkOptions _trunk = new();

    private readonly Option<string?> _request = new("--request")
    {
        HelpName = "FILE",
        Description = "A JSON request file as lk sip outbound create takes it, {\"trunk\":{…}}; - for standard input. The other options override it. Default: none.",
    };

    public TrunkCreateCommand()
        : base("create", "Stores a trunk for calls to go out over, and shows it; its password as ****.")
    {
        Add(_request);
        _trunk.AddTo(this);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        var trunk = parse.GetValue(_request) is { } file ? await ReadAsync(file, cancellationToken) : new SIPOutboundTrunkInfo();
        _trunk.Apply(parse, trunk);
        return TrunkAnswers.Of(await livekit.Value.Sip.CreateSipOutboundTrunkAsync(trunk, cancellationToken));
    }

    private static async Task<SIPOutboundTrunkInfo> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var request = await RequestFile.ReadAsync(
            file,
            RequestJson.Parse<CreateSIPOutboundTrunkRequest>,
            RequestJson.ParseFile<CreateSIPOutboundTrunkRequest>,
            cancellationToken);
        return request.Trunk ?? new SIPOutboundTrunkInfo();
    }
}
