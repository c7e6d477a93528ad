using Google.Protobuf;
using LiveKit.Sip.Testing.Faults;
using LiveKit.Sip.Testing.Records;
using LiveKit.Sip.Testing.Rpc;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Testing.Http;

/// <summary>Takes every HTTP request: token first, then the path, the method, the content type, the body, the grants.</summary>
internal sealed class RequestHandler
{
    private readonly Authenticator _authenticator;
    private readonly RpcTable _rpcs;
    private readonly RequestLog _log;
    private readonly MockFaults _faults;
    private readonly TimeProvider _time;

    public RequestHandler(Authenticator authenticator, RpcTable rpcs, RequestLog log, MockFaults faults, TimeProvider time)
    {
        _authenticator = authenticator;
        _rpcs = rpcs;
        _log = log;
        _faults = faults;
        _time = time;
    }

    /// <summary>Handles a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="serverDown">The server ends, and answers nothing any more.</param>
    /// <returns>A task that completes with the answer.</returns>
    public async Task HandleAsync(HttpContext http, CancellationToken serverDown)
    {
        var record = _log.Add(http.Request);
        var answer = await AnswerAsync(http, record, serverDown).ConfigureAwait(false);
        if (answer is null)
        {
            http.Abort();
            return;
        }

        record.HttpStatus = answer.Status;
        await answer.WriteAsync(http.Response).ConfigureAwait(false);
    }

    private async Task<HttpAnswer?> AnswerAsync(HttpContext http, MockRequest record, CancellationToken serverDown)
    {
        var (claims, refusal) = await _authenticator.CheckAsync(http.Request.Headers.Authorization).ConfigureAwait(false);
        record.Claims = claims;
        if (refusal is not null)
        {
            return refusal;
        }

        if (!_rpcs.HasService(record.Service))
        {
            return Site.Get(record.Path);
        }

        return await OrErrorAsync(() => CallAsync(http, record, serverDown)).ConfigureAwait(false);
    }

    private async Task<HttpAnswer?> CallAsync(HttpContext http, MockRequest record, CancellationToken serverDown)
    {
        var verb = http.Request.Method;
        if (verb != HttpMethods.Post)
        {
            throw BadRoute($"unsupported method {GoText.Quote(verb)} (only POST is allowed)", verb, record.Path);
        }

        if (_rpcs.Find(record.Service, record.Method) is not { } rpc)
        {
            throw BadRoute($"no handler for path {GoText.Quote(record.Path)}", verb, record.Path);
        }

        var contentType = http.Request.ContentType ?? "";
        if (WireFormat.Of(contentType) is not { } format)
        {
            throw BadRoute($"unexpected Content-Type: {GoText.Quote(contentType)}", verb, record.Path);
        }

        if (await RequestBody.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false) is not { } body)
        {
            return null;
        }

        var message = format.Read(rpc.RequestType, body);
        record.Message = message;
        record.Fault = _faults.Take(record);
        return await FaultyExchange
            .RunAsync(record.Fault, () => OrErrorAsync(() => CarryOutAsync(rpc, record, message, format)), _time, serverDown)
            .ConfigureAwait(false);
    }

    private static async Task<HttpAnswer?> CarryOutAsync(RpcMethod rpc, MockRequest record, IMessage message, WireFormat format)
    {
        if (!rpc.Allows(record.Claims, message))
        {
            throw new TwirpErrorException(TwirpCode.Unauthenticated, "permissions denied");
        }

        return format.Write(await rpc.CallAsync(record, message).ConfigureAwait(false));
    }

    private static async Task<HttpAnswer?> OrErrorAsync(Func<Task<HttpAnswer?>> exchange)
    {
        try
        {
            return await exchange().ConfigureAwait(false);
        }
        catch (TwirpErrorException e)
        {
            return e.Error.ToAnswer();
        }
        catch (ConnectionDroppedException)
        {
            return null;
        }
    }

    private static TwirpErrorException BadRoute(string message, string verb, string path)
        => new(new TwirpError(TwirpCode.BadRoute, message, ("twirp_invalid_route", $"{verb} {path}")));
}
