using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Calls.Resolving;

/// <summary>A room without a network: it shows the participants that a test says, one look after another, and counts removals.</summary>
internal sealed class RoomOfATest : HttpMessageHandler
{
    private readonly Queue<ParticipantInfo> _participants = new();
    private int _removals;

    public int Removals => Volatile.Read(ref _removals);

    public (string Code, int Status)? LookError { get; set; }

    public (string Code, int Status)? RemovalError { get; set; }

    /// <summary>What the next looks see; the last one stays.</summary>
    public void Stand(params ReadOnlySpan<ParticipantInfo> participants)
    {
        _participants.Clear();
        foreach (var participant in participants)
        {
            _participants.Enqueue(participant);
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.EndsWith("/RemoveParticipant", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _removals);
            return Task.FromResult(RemovalError is { } removalError ? Error(removalError) : Answer(new RemoveParticipantResponse()));
        }

        return Task.FromResult(LookError is { } lookError ? Error(lookError) : Answer(_participants.Count > 1 ? _participants.Dequeue() : _participants.Peek()));
    }

    private static HttpResponseMessage Answer(IMessage message)
    {
        var content = new ByteArrayContent(message.ToByteArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/protobuf");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private static HttpResponseMessage Error((string Code, int Status) error)
        => new((HttpStatusCode)error.Status)
        {
            Content = new StringContent(string.Create(CultureInfo.InvariantCulture, $"{{\"code\":\"{error.Code}\",\"msg\":\"no\"}}"), Encoding.UTF8, "application/json"),
        };
}
