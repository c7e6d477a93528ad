using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Tests.Calls.Dialing;

/// <summary>A LiveKit over a real socket that answers the dial as a test says, and shows a participant in the status that a test says.</summary>
internal sealed class ScriptedRoom : IAsyncDisposable
{
    private const string Json = "application/json";

    // Longer than any pause between looks, and shorter than a deadline.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1.9);

    private readonly RawServer _server;
    private readonly Func<HttpContext, Task> _answerAsync;

    private ScriptedRoom(RawServer server, ManualTimeProvider clock, Func<HttpContext, Task> answerAsync, LiveKitClient livekit)
    {
        _server = server;
        _answerAsync = answerAsync;
        Clock = clock;
        LiveKit = livekit;
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ManualTimeProvider Clock { get; }

    public LiveKitClient LiveKit { get; }

    /// <summary>The participant's <c>sip.callStatus</c>, asked for at every look; null where there is no participant.</summary>
    public Func<string?> Status { get; set; } = static () => null;

    /// <summary>Answers the looks in place of LiveKit; null for LiveKit's own answers.</summary>
    public Func<HttpContext, Task>? LookAnswer { get; set; }

    public int Looks { get; private set; }

    public int Removals { get; private set; }

    /// <param name="answerAsync">Answers the dial.</param>
    public static async Task<ScriptedRoom> StartAsync(Func<HttpContext, Task> answerAsync)
    {
        ScriptedRoom? room = null;
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var server = await RawServer.StartAsync(context => room!.AnswerAsync(context));
        return room = new ScriptedRoom(server, clock, answerAsync, server.Client(clock));
    }

    /// <summary>An answer of LiveKit's that says why it failed.</summary>
    public static Task FailAsync(HttpContext context, int status, string code, string message)
        => WriteAsync(context, status, Json, $$"""{"code":"{{code}}","msg":"{{message}}"}""");

    public static Task WriteAsync(HttpContext context, int status, string contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    public static Task WriteAsync(HttpContext context, IMessage message)
    {
        context.Response.ContentType = "application/protobuf";
        return context.Response.Body.WriteAsync(message.ToByteArray(), context.RequestAborted).AsTask();
    }

    public static DialRequest Request(double ringingSeconds = 30)
    {
        var request = TestBed.Request("+15105550123");
        request.RingingTimeout = TimeSpan.FromSeconds(ringingSeconds);
        return request;
    }

    public async Task<DialResult> DialAsync(DialRequest? request = null, DialOptions? options = null)
        => await PassPausesAsync(LiveKit.Sip.TryDialAsync(request ?? Request(), options, Token));

    public async Task<T> PassPausesAsync<T>(Task<T> task)
    {
        await Clock.PassPausesAsync(task, LongestPause, Token);
        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        var closing = LiveKit.DisposeAsync().AsTask();
        await Clock.PassPausesAsync(closing, TimeSpan.FromSeconds(30), CancellationToken.None);
        await closing;
        await _server.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value!.Split('/')[^1])
        {
            case "CreateSIPParticipant":
                return _answerAsync(context);
            case "RemoveParticipant":
                Removals++;
                Status = static () => null;
                return WriteAsync(context, new RemoveParticipantResponse());
            default:
                Looks++;
                return LookAnswer is { } answerAsync ? answerAsync(context)
                    : Status() is { } status ? WriteAsync(context, Participant(status))
                    : FailAsync(context, 404, "not_found", "participant does not exist");
        }
    }

    /// <summary>The callee's participant.</summary>
    public static ParticipantInfo Participant(string status) => new()
    {
        Sid = "PA_1",
        Identity = "callee",
        Kind = ParticipantInfo.Types.Kind.Sip,
        State = ParticipantInfo.Types.State.Active,
        Attributes = { ["sip.callStatus"] = status, ["sip.callID"] = "SCL_1" },
    };
}
