using System.Net;
using System.Text;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>What becomes of a dial on its way.</summary>
internal enum Fate
{
    /// <summary>LiveKit gets it, and the connection breaks when the test says so.</summary>
    AnswerLost,

    /// <summary>LiveKit gets it, and the server's deadline is all that comes back when the test says so.</summary>
    ServerDeadline,

    /// <summary>It leaves this machine and never reaches LiveKit.</summary>
    Swallowed,
}

/// <summary>Lets dials go through and loses what is said about them; everything else passes.</summary>
internal sealed class LostAnswerHandler : DelegatingHandler
{
    private readonly Fate _fate;
    private readonly Task _moment;

    public LostAnswerHandler(Fate fate, Task moment)
        : base(new SocketsHttpHandler())
    {
        _fate = fate;
        _moment = moment;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.EndsWith("/CreateSIPParticipant", StringComparison.Ordinal))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        if (_fate != Fate.Swallowed)
        {
            // Not awaited and not cancelled: what LiveKit makes of it is nobody's business but LiveKit's.
            _ = base.SendAsync(Copy(request, body), CancellationToken.None);
        }

        await _moment.WaitAsync(cancellationToken);
        return _fate == Fate.ServerDeadline
            ? new HttpResponseMessage(HttpStatusCode.RequestTimeout)
            {
                Content = new StringContent("""{"code":"deadline_exceeded","msg":"twirp error unknown: request timed out"}""", Encoding.UTF8, "application/json"),
            }
            : throw new HttpRequestException(HttpRequestError.ResponseEnded);
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, byte[] body)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(body) };
        copy.Content.Headers.ContentType = request.Content!.Headers.ContentType;
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }
}
