using System.Globalization;
using Google.Protobuf;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Regions;
using LiveKit.Sip.Testing.Requests;
using LiveKit.Sip.Testing.Rpc;
using LiveKit.Sip.Testing.Twirp;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Testing.Http;

/// <summary>
/// This handler receives every HTTP request. It checks the token first, then the path, the method, the content type, the body and the
/// grants, because LiveKit reports errors in this order.
/// </summary>
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
    /// <param name="serverDown">This token is canceled when the server goes down.</param>
    /// <returns>A task that completes when the response is written.</returns>
    public async Task HandleAsync(HttpContext http, int region, CancellationToken serverDown)
    {
        var record = _log.Add(http.Request, region, serverDown);
        var directive = _options.HonorMockHeader ? MockDirective.Of(http.Request.Headers[MockDirective.HeaderName]) : null;
        await WaitAsync(directive?.Delay ?? TimeSpan.Zero, serverDown).ConfigureAwait(false);
        var response = await WithErrorsAsync(() => HandleAsync(http, record, directive, serverDown)).ConfigureAwait(false);
        if (response is null)
        {
            http.Abort();
            return;
        }

        record.HttpStatus = response.Status;
        http.Response.GetTypedHeaders().Date = _options.TimeProvider.GetUtcNow();
        NameRegion(http.Response, region, response.Status);
        await response.WriteAsync(http.Response).ConfigureAwait(false);
    }

    // LiveKit's own mock server leaves the region out of error responses.
    private void NameRegion(HttpResponse response, int region, int status)
    {
        if (_options.HonorMockHeader || _regions.Count > 1)
        {
            response.Headers["X-Lk-Mock-Region"] = _options.HonorMockHeader && status >= 400 ? "" : region.ToString(CultureInfo.InvariantCulture);
        }
    }

    private async Task<RawResponse?> HandleAsync(HttpContext http, MockRequest record, MockDirective? directive, CancellationToken serverDown)
    {
        if (directive is not { SkipAuth: true })
        {
            var (claims, error) = await _authenticator.CheckAsync(http.Request.Headers.Authorization).ConfigureAwait(false);
            record.Claims = claims;
            if (error is not null)
            {
                return error;
            }
        }

        if (_regions.Count > 1 && record.Path == RegionList.Path && http.Request.Method == HttpMethods.Get)
        {
            return await ListRegionsAsync(record, directive, serverDown).ConfigureAwait(false);
        }

        var intercepted = await RegionFilter
            .InterceptAsync(_regions, directive, record.Region, time => WaitAsync(time, serverDown))
            .ConfigureAwait(false);
        if (intercepted is not null)
        {
            return intercepted;
        }

        return _rpcs.HasService(record.Service)
            ? await CallAsync(http, record, directive, serverDown).ConfigureAwait(false)
            : StaticPages.Get(record.Path);
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken serverDown)
    {
        if (time > TimeSpan.Zero)
        {
            await Task.Delay(time, _options.TimeProvider, serverDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<RawResponse?> ListRegionsAsync(MockRequest record, MockDirective? directive, CancellationToken serverDown)
    {
        // LiveKit's own mock server lists its regions even without a token.
        if (record.Claims is null && !_options.HonorMockHeader)
        {
            throw new TwirpErrorException(TwirpCode.Unauthenticated, "permissions denied");
        }

        record.Fault = _faults.Take(record);
        return FaultInjection.RunAsync(
            record.Fault,
            () => Task.FromResult<RawResponse?>(_regionList.Get(directive)),
            _options.TimeProvider,
            serverDown);
    }

    private async Task<RawResponse?> CallAsync(HttpContext http, MockRequest record, MockDirective? directive, CancellationToken serverDown)
    {
        var verb = http.Request.Method;
        if (verb != HttpMethods.Post)
        {
            throw BadRoute($"unsupported method {GoStringLiteral.Quote(verb)} (only POST is allowed)", verb, record.Path);
        }

        if (_rpcs.Find(record.Service, record.Method) is not { } rpc)
        {
            throw BadRoute($"no handler for path {GoStringLiteral.Quote(record.Path)}", verb, record.Path);
        }

        var contentType = http.Request.ContentType ?? "";
        if (MessageEncoding.Of(contentType) is not { } encoding)
        {
            throw BadRoute($"unexpected Content-Type: {GoStringLiteral.Quote(contentType)}", verb, record.Path);
        }

        if (await RequestBody.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false) is not { } body)
        {
            return null;
        }

        var message = encoding.Read(rpc.RequestType, body);
        record.Message = message;
        record.Fault = _faults.Take(record);
        return await FaultInjection
            .RunAsync(record.Fault, () => WithErrorsAsync(() => ExecuteAsync(rpc, record, message, encoding, directive)), _options.TimeProvider, serverDown)
            .ConfigureAwait(false);
    }

    private static async Task<RawResponse?> ExecuteAsync(RpcMethod rpc, MockRequest record, IMessage message, MessageEncoding encoding, MockDirective? directive)
    {
        if (directive is not { SkipAuth: true } && !rpc.Allows(record.Claims, message))
        {
            throw new TwirpErrorException(TwirpCode.Unauthenticated, "permissions denied");
        }

        if (directive?.SipStatus is { } sip && rpc.Name is MockFaults.DialMethod or "TransferSIPParticipant")
        {
            throw new TwirpErrorException(SipStatusError.OfInvite(sip.Code, sip.Phrase));
        }

        return encoding.Write(directive?.ResponseOf(rpc.ResponseType) ?? await rpc.CallAsync(record, message).ConfigureAwait(false));
    }

    private static async Task<RawResponse?> WithErrorsAsync(Func<Task<RawResponse?>> exchange)
    {
        try
        {
            return await exchange().ConfigureAwait(false);
        }
        catch (TwirpErrorException e)
        {
            return e.Error.ToResponse();
        }
        catch (ConnectionDroppedException)
        {
            return null;
        }
    }

    private static TwirpErrorException BadRoute(string message, string verb, string path)
        => new(new TwirpError(TwirpCode.BadRoute, message, ("twirp_invalid_route", $"{verb} {path}")));
}
