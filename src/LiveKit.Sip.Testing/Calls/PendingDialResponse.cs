namespace LiveKit.Sip.Testing.Calls;

/// <summary>
/// The response that the request of a dial waits for. It is decided under the lock of rooms and calls, and published only after all steps
/// that happen at the same moment, so that the client finds the call in the state that the response tells of.
/// </summary>
internal sealed class PendingDialResponse
{
    private readonly TaskCompletionSource<DialResponse> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DialStep? _dropAt;
    private DialResponse? _decided;
    private bool _dropped;

    /// <summary>Creates a pending response.</summary>
    /// <param name="dropAt">The step at which the server closes the connection of the request; <see langword="null"/> for none.</param>
    public PendingDialResponse(DialStep? dropAt) => _dropAt = dropAt;

    public Task<DialResponse> Task => _response.Task;

    public bool IsDecided => _decided is not null;

    /// <summary>Whether nothing has ended the wait of the request yet: neither a decision nor the closing of its connection.</summary>
    public bool IsAwaited => !IsDecided && !_dropped;

    /// <summary>Decides the response. Only the first decision counts.</summary>
    public void Decide(DialResponse response) => _decided ??= response;

    /// <summary>Takes notice of a step of the call, because the connection may be closed at it.</summary>
    public void OnStep(DialStep step) => _dropped |= step == _dropAt;

    public void Publish()
    {
        if (_dropped)
        {
            _response.TrySetResult(DialResponse.Dropped);
        }
        else if (_decided is { } response)
        {
            _response.TrySetResult(response);
        }
    }
}
