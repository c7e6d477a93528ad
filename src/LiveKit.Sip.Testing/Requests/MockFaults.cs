namespace LiveKit.Sip.Testing;

/// <summary>The faults that requests to the mock server meet. Thread-safe. Each request meets one at most.</summary>
public sealed class MockFaults
{
    /// <summary>The name of the RPC that dials. Faults that need a call are for this RPC only.</summary>
    internal const string DialMethod = "CreateSIPParticipant";

    private readonly List<(MockFault Fault, string? Method)> _queue = [];
    private Func<MockRequest, MockFault?>? _script;

    internal MockFaults()
    {
    }

    /// <summary>
    /// This function chooses the fault of every request that no queued fault applies to. The server calls it after it has checked the
    /// token and read the body; the result <see langword="null"/> means no fault. It runs on the threads that serve requests, several at a time. Default:
    /// <see langword="null"/>, no faults. A fault that is for CreateSIPParticipant only has no effect on other requests.
    /// </summary>
    public Func<MockRequest, MockFault?>? Script
    {
        get => Volatile.Read(ref _script);
        set => Volatile.Write(ref _script, value);
    }

    /// <summary>Queues a fault for the next request that it is meant for. Several faults for the same requests are met one after the other.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="method">
    /// The name of the RPC, such as <c>CreateSIPParticipant</c>. Default: <see langword="null"/>, any RPC; with a fault that is for
    /// CreateSIPParticipant only, it means CreateSIPParticipant.
    /// </param>
    /// <exception cref="ArgumentNullException">The fault is null.</exception>
    /// <exception cref="ArgumentException">The fault is for CreateSIPParticipant only, and another method is named.</exception>
    public void Next(MockFault fault, string? method = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Script.IsForDials && method is not (null or DialMethod))
        {
            throw new ArgumentException($"{fault} is for {DialMethod} only.", nameof(method));
        }

        lock (_queue)
        {
            _queue.Add((fault, fault.Script.IsForDials ? DialMethod : method));
        }
    }

    /// <summary>Removes all queued faults and the script. Requests in progress keep their faults.</summary>
    public void Clear()
    {
        lock (_queue)
        {
            _queue.Clear();
        }

        Script = null;
    }

    /// <summary>Takes the first queued fault that is meant for the request, or else asks the script. The result is <see langword="null"/> when the request meets no fault.</summary>
    internal MockFault? Take(MockRequest request)
    {
        lock (_queue)
        {
            var index = request.Method.Length == 0 ? -1 : _queue.FindIndex(queued => (queued.Method ?? request.Method) == request.Method);
            if (index >= 0)
            {
                var fault = _queue[index].Fault;
                _queue.RemoveAt(index);
                return fault;
            }
        }

        return Script?.Invoke(request);
    }
}
