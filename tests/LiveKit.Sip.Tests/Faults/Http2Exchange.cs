using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>One request to a <see cref="Http2Front"/>.</summary>
internal sealed class Http2Exchange
{
    // RFC 9113, section 7.
    private const int InternalError = 0x2;
    private const int RefusedStream = 0x7;

    private readonly HttpContext _context;
    private readonly IFaultFront _front;
    private readonly Upstream _upstream;
    private readonly ProxiedRequest _request;

    public Http2Exchange(HttpContext context, IFaultFront front, RequestLedger ledger, Upstream upstream)
    {
        _context = context;
        _front = front;
        _upstream = upstream;
        _request = ledger.Add(context.Request.Path, context.Request.Headers["X-Livekit-Request-Id"]);
    }

    private CancellationToken ClientGone => _context.RequestAborted;

    public async Task RunAsync()
    {
        var gate = _context.Features.GetRequiredFeature<StreamGate>();
        _request.Fault = gate.Admit(_context.Features.GetRequiredFeature<IHttp2StreamIdFeature>().StreamId, _front.Script(_request));
        try
        {
            switch (_request.Fault)
            {
                case FaultPoint.Http2GoAway:
                    await gate.GoAwayAsync();
                    _context.Abort();
                    break;
                case FaultPoint.Http2RefusedStream:
                    Reset(RefusedStream);
                    break;
                case { } fault when !fault.IsHttp2() && fault.Status() is null && fault is not (FaultPoint.Silence or FaultPoint.UnreadableAnswer):
                    throw new NotSupportedException($"{fault} cannot be staged by {nameof(Http2Front)}.");
                default:
                    await ServeAsync();
                    break;
            }
        }
        catch (Exception e) when ((e is OperationCanceledException or IOException) && ClientGone.IsCancellationRequested)
        {
            // The client gave up; what was forwarded runs on.
        }
    }

    private async Task ServeAsync()
    {
        using var body = new MemoryStream();
        await _context.Request.Body.CopyToAsync(body, ClientGone);
        _request.MarkBodyRead((int)body.Length, isComplete: true);
        if (_request.Fault is { } fault && !fault.IsForwarded())
        {
            await AnswerPageAsync(fault);
            return;
        }

        var headers = _context.Request.Headers.SelectMany(static header => header.Value, static (header, value) => KeyValuePair.Create(header.Key, value!));
        var answering = _upstream.SendAsync(_context.Request.Method, _context.Request.Path, headers, body.ToArray());
        _request.MarkForwarded();
        switch (_request.Fault)
        {
            case FaultPoint.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ClientGone);
                break;
            case FaultPoint.Http2ResetAfterBody:
                await _front.Hold(_request, ClientGone);
                Reset(InternalError);
                break;
            case FaultPoint.Status502AfterForwarding or FaultPoint.Status504AfterForwarding:
                await _front.Hold(_request, ClientGone);
                await AnswerPageAsync(_request.Fault.Value);
                break;
            default:
                await PassOnAsync(await answering.WaitAsync(ClientGone));
                break;
        }
    }

    private Task PassOnAsync(UpstreamAnswer? answer)
    {
        if (answer is null)
        {
            Reset(InternalError);
            return Task.CompletedTask;
        }

        if (_request.Fault == FaultPoint.UnreadableAnswer)
        {
            return AnswerAsync(200, ProxyPages.TypeHeader(ProxyPages.Protobuf), ProxyPages.Unparsable);
        }

        return AnswerAsync(answer.Status, answer.Headers, answer.Body);
    }

    private Task AnswerPageAsync(FaultPoint fault)
        => AnswerAsync(fault.Status()!.Value, ProxyPages.TypeHeader(ProxyPages.Html), ProxyPages.Page(fault.Status()!.Value));

    private async Task AnswerAsync(int status, IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
    {
        _context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            _context.Response.Headers.Append(name, value);
        }

        _context.Response.ContentLength = body.Length;
        await _context.Response.Body.WriteAsync(body, ClientGone);
    }

    private void Reset(int code) => _context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code);
}
