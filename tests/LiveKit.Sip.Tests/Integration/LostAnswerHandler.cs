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

        if (_fate == Fate.Swallowed)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        }
        else
        {
            // Not awaited and not cancelled: what LiveKit makes of it is nobody's business but LiveKit's.
            _ = base.SendAsync(request, CancellationToken.None);
        }

        await _moment.WaitAsync(cancellationToken);
        return _fate == Fate.ServerDeadline
            ? new HttpResponseMessage(HttpStatusCode.RequestTimeout)
            {
                Content = new StringContent("""{"code":"deadline_exceeded","msg":"twirp error unknown: request timed out"}""", Encoding.UTF8, "application/json"),
            }
            : throw new HttpRequestException(HttpRequestError.ResponseEnded);
    }
}
