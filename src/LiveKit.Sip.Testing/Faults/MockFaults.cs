namespace LiveKit.Sip.Testing;

/// <summary>The faults that requests to the mock server meet. Thread-safe. Each request meets one at most.</summary>
public sealed class MockFaults
{
    /// <summary>The RPC whose calls play the faults that are for dials only.</summary>
    internal const string DialMethod = "CreateSIPParticipant";

    private readonly List<(MockFault Fault, string? Method)> _queue = [];
    private Func<MockRequest, MockFault?>? _script;

    internal MockFaults()
    {
    }

    /// <summary>
    /// Asked for every request that no queued fault applies to, after the token was checked and the body read; the answer
    /// <see langword="null"/> means no fault. Runs on the threads that serve requests, several at a time. Default:
    /// <see langword="null"/>, no faults. A fault that is for CreateSIPParticipant only has no effect on other requests.
    /// </summary>
    public Func<MockRequest, MockFault?>? Script
    {
        get => Volatile.Read(ref _script);
        set => Volatile.Write(ref _script, value);
    }

    /// <summary>Queues a fault for the next request that it is meant for. Several for the same requests are met one after the other.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="method">
    /// The name of the RPC, such as <c>CreateSIPParticipant</c>. Default: <see langword="null"/>, any RPC; with a fault that is for
    /// CreateSIPParticipant only, that one.
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

    /// <summary>Takes back all queued faults and the script. Requests under way keep theirs.</summary>
    public void Clear()
    {
        lock (_queue)
        {
            _queue.Clear();
        }

        Script = null;
    }

    /// <summary>The fault that this request meets, if any.</summary>
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
