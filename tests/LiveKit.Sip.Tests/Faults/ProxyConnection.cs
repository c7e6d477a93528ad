using System.Net.Sockets;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>One client's connection to a <see cref="FaultProxy"/>, request after request.</summary>
internal sealed class ProxyConnection
{
    private readonly ClientSocket _client;
    private readonly FaultProxy _proxy;
    private readonly CancellationToken _closing;

    public ProxyConnection(ClientSocket client, FaultProxy proxy, CancellationToken closing)
    {
        _client = client;
        _proxy = proxy;
        _closing = closing;
    }

    public async Task RunAsync()
    {
        using (_client)
        {
            try
            {
                while (await _client.ReadHeadAsync(_closing) is { } text)
                {
                    var head = RequestHead.Parse(text);
                    if (!await ServeAsync(head, _proxy.Admit(head)) || head.WantsClose)
                    {
                        return;
                    }
                }
            }
            catch (SocketException)
            {
                // The client left without a word, as clients do that give up.
            }
        }
    }

    /// <returns>Whether the connection can take another request.</returns>
    private async Task<bool> ServeAsync(RequestHead head, ProxiedRequest request)
    {
        if (request.Fault is { } point && (point.IsBeforeConnected() || point.IsHttp2()))
        {
            throw new NotSupportedException($"{point} cannot be staged by {nameof(FaultProxy)}.");
        }

        if (request.Fault is { } early && !early.TakesBody())
        {
            await ReadAndResetAsync(request, early == FaultPoint.ResetAfterHalfBody ? head.ContentLength / 2 : 0);
            return false;
        }

        if (await _client.ReadBodyAsync(head.ContentLength, _closing) is not { } body)
        {
            return false;
        }

        request.MarkBodyRead(body.Length, isComplete: true);
        if (request.Fault is { } unforwarded && !unforwarded.IsForwarded())
        {
            return await AnswerPageAsync(unforwarded);
        }

        var answering = _proxy.Forward(head, body, request);
        return request.Fault switch
        {
            FaultPoint.Silence => await _client.OutlastsAsync(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _closing), _closing),
            FaultPoint.ResetAfterBody or FaultPoint.Status502AfterForwarding or FaultPoint.Status504AfterForwarding => await BreakOffAsync(request),
            _ => await AnswerAsync(answering, request.Fault),
        };
    }

    // The client may have sent all of it: what is not read here stays in the socket's buffer, and the reset throws it away.
    private async Task ReadAndResetAsync(ProxiedRequest request, int bytes)
    {
        if (await _client.ReadBodyAsync(bytes, _closing) is { } part)
        {
            request.MarkBodyRead(part.Length, isComplete: false);
        }

        _client.Reset();
    }

    private async Task<bool> BreakOffAsync(ProxiedRequest request)
    {
        var holding = _proxy.Hold(request, _closing);
        if (!await _client.OutlastsAsync(holding, _closing))
        {
            return false;
        }

        await holding;
        if (request.Fault != FaultPoint.ResetAfterBody)
        {
            return await AnswerPageAsync(request.Fault!.Value);
        }

        _client.Reset();
        return false;
    }

    private async Task<bool> AnswerAsync(Task<UpstreamAnswer?> answering, FaultPoint? fault)
    {
        if (!await _client.OutlastsAsync(answering, _closing))
        {
            return false;
        }

        if (await answering is { } answer)
        {
            return await PassOnAsync(answer, fault);
        }

        _client.Reset();
        return false;
    }

    private async Task<bool> PassOnAsync(UpstreamAnswer answer, FaultPoint? fault)
    {
        // An empty body has no half: then one byte is announced, so that its absence is the fault.
        var announced = Math.Max(1, answer.Body.Length);
        switch (fault)
        {
            case FaultPoint.ResetAfterAnswerHeaders:
                await WriteAsync(RequestHead.OfAnswer(answer.Status, answer.Reason, answer.Headers, announced));
                _client.Reset();
                return false;
            case FaultPoint.HalfAnswer:
                await WriteAsync(RequestHead.OfAnswer(answer.Status, answer.Reason, answer.Headers, announced));
                await WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2));
                return false;
            case FaultPoint.Garbage:
                await WriteAsync(ProxyPages.NoHttp);
                return false;
            case FaultPoint.UnreadableAnswer:
                await WriteAsync(RequestHead.OfAnswer(200, "OK", ProxyPages.TypeHeader(ProxyPages.Protobuf), ProxyPages.Unparsable.Length));
                await WriteAsync(ProxyPages.Unparsable);
                return true;
            default:
                await WriteAsync(RequestHead.OfAnswer(answer.Status, answer.Reason, answer.Headers, answer.Body.Length));
                await WriteAsync(answer.Body);
                return true;
        }
    }

    private async Task<bool> AnswerPageAsync(FaultPoint fault)
    {
        var status = fault.Status()!.Value;
        var page = ProxyPages.Page(status);
        await WriteAsync(RequestHead.OfAnswer(status, "Proxy", ProxyPages.TypeHeader(ProxyPages.Html), page.Length));
        await WriteAsync(page);
        return true;
    }

    private Task WriteAsync(ReadOnlyMemory<byte> bytes) => _client.WriteAsync(bytes, _closing);
}
