using System.Globalization;
using Google.Protobuf;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Faults;
using LiveKit.Sip.Testing.Records;
using LiveKit.Sip.Testing.Regions;
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
    private readonly MockLiveKitOptions _options;
    private readonly MockRegions _regions;
    private readonly RegionList _regionList;

    public RequestHandler(
        MockLiveKitOptions options,
        Authenticator authenticator,
        RpcTable rpcs,
        RequestLog log,
        MockFaults faults,
        MockRegions regions,
        RegionList regionList)
    {
        _options = options;
        _authenticator = authenticator;
        _rpcs = rpcs;
        _log = log;
        _faults = faults;
        _regions = regions;
        _regionList = regionList;
    }

    /// <summary>Handles a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="region">The position of the region that received it.</param>
    /// <param name="serverDown">The server ends, and answers nothing any more.</param>
    /// <returns>A task that completes with the answer.</returns>
    public async Task HandleAsync(HttpContext http, int region, CancellationToken serverDown)
    {
        var record = _log.Add(http.Request, region, serverDown);
        var directive = _options.HonorMockHeader ? MockDirective.Of(http.Request.Headers[MockDirective.HeaderName]) : null;
        if (directive is { DelayMs: > 0 })
        {
            await Task.Delay(directive.Delay, _options.TimeProvider, serverDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var answer = await OrErrorAsync(() => AnswerAsync(http, record, directive, serverDown)).ConfigureAwait(false);
        if (answer is null)
        {
            http.Abort();
            return;
        }

        record.HttpStatus = answer.Status;
        http.Response.GetTypedHeaders().Date = _options.TimeProvider.GetUtcNow();
        NameRegion(http.Response, region, answer.Status);
        await answer.WriteAsync(http.Response).ConfigureAwait(false);
    }

    // LiveKit's own mock server names no region in an answer that is an error.
    private void NameRegion(HttpResponse response, int region, int status)
    {
        if (_options.HonorMockHeader || _regions.Count > 1)
        {
            response.Headers["X-Lk-Mock-Region"] = _options.HonorMockHeader && status >= 400 ? "" : region.ToString(CultureInfo.InvariantCulture);
        }
    }

    private async Task<HttpAnswer?> AnswerAsync(HttpContext http, MockRequest record, MockDirective? directive, CancellationToken serverDown)
    {
        if (directive is not { SkipAuth: true })
        {
            var (claims, refusal) = await _authenticator.CheckAsync(http.Request.Headers.Authorization).ConfigureAwait(false);
            record.Claims = claims;
            if (refusal is not null)
            {
                return refusal;
            }
        }

        if (_regions.Count > 1 && record.Path == RegionList.Path && http.Request.Method == HttpMethods.Get)
        {
            return await ListRegionsAsync(record, directive, serverDown).ConfigureAwait(false);
        }

        if (RegionGate.Refuse(_regions, directive, record.Region) is { } instead)
        {
            return instead;
        }

        return _rpcs.HasService(record.Service)
            ? await CallAsync(http, record, directive, serverDown).ConfigureAwait(false)
            : Site.Get(record.Path);
    }

    private Task<HttpAnswer?> ListRegionsAsync(MockRequest record, MockDirective? directive, CancellationToken serverDown)
    {
        // LiveKit's own mock server lists its regions to everybody.
        if (record.Claims is null && !_options.HonorMockHeader)
        {
            throw new TwirpErrorException(TwirpCode.Unauthenticated, "permissions denied");
        }

        record.Fault = _faults.Take(record);
        return FaultyExchange.RunAsync(
            record.Fault,
            () => Task.FromResult<HttpAnswer?>(_regionList.Answer(directive)),
            _options.TimeProvider,
            serverDown);
    }

    private async Task<HttpAnswer?> CallAsync(HttpContext http, MockRequest record, MockDirective? directive, CancellationToken serverDown)
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
            .RunAsync(record.Fault, () => OrErrorAsync(() => CarryOutAsync(rpc, record, message, format, directive)), _options.TimeProvider, serverDown)
            .ConfigureAwait(false);
    }

    private static async Task<HttpAnswer?> CarryOutAsync(RpcMethod rpc, MockRequest record, IMessage message, WireFormat format, MockDirective? directive)
    {
        if (directive is not { SkipAuth: true } && !rpc.Allows(record.Claims, message))
        {
            throw new TwirpErrorException(TwirpCode.Unauthenticated, "permissions denied");
        }

        if (directive?.SipStatus is { } sip && rpc.Name == MockFaults.DialMethod)
        {
            throw new TwirpErrorException(SipFailure.Of(sip.Code, sip.Status ?? ""));
        }

        return format.Write(directive?.ResponseOf(rpc.ResponseType) ?? await rpc.CallAsync(record, message).ConfigureAwait(false));
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
