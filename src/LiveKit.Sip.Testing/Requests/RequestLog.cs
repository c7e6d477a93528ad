using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Testing.Requests;

/// <summary>This log keeps every HTTP request in the order of arrival. It is thread-safe.</summary>
internal sealed class RequestLog
{
    private readonly List<MockRequest> _requests = [];
    private readonly TimeProvider _time;

    public RequestLog(TimeProvider time) => _time = time;

    public MockRequest Add(HttpRequest request, int region, CancellationToken serverDown)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers)
        {
            headers[name] = values.ToString();
        }

        var record = new MockRequest(request.Path.Value ?? "/", headers, _time.GetUtcNow(), region) { ServerDown = serverDown };
        lock (_requests)
        {
            _requests.Add(record);
        }

        return record;
    }

    public IReadOnlyList<MockRequest> Snapshot()
    {
        lock (_requests)
        {
            return [.. _requests];
        }
    }
}
