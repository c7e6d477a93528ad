namespace LiveKit.Sip.Twirp.Sending;

/// <summary>
/// The handlers that repeat requests and that a host has chosen to leave on its clients. That they are refused is no news to the host, so a
/// host hears of it once, as a warning.
/// </summary>
internal sealed class KeptResilience
{
    private readonly IReadOnlyCollection<string> _handlers;
    private readonly OneWarning _warning;

    /// <param name="handlers">The names of their types; at least one.</param>
    /// <param name="warning">The warning, shared by all clients of the host.</param>
    public KeptResilience(IReadOnlyCollection<string> handlers, OneWarning warning)
    {
        _handlers = handlers;
        _warning = warning;
    }

    /// <summary>The outermost handler, which decides about repeats first.</summary>
    public string Outermost => _handlers.First();

    /// <summary>Whether a repeater, as far as it is known, is one of these handlers.</summary>
    public bool Includes(string handler) => _handlers.Contains(handler, StringComparer.Ordinal);

    /// <summary>Whether the host is still to be warned. The answer is yes once.</summary>
    public bool IsFirst() => _warning.TryGive();

    /// <summary>A warning that is given once.</summary>
    internal sealed class OneWarning
    {
        private int _given;

        public bool TryGive() => Interlocked.Exchange(ref _given, 1) == 0;
    }
}
