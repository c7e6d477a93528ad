namespace LiveKit.Sip;

/// <summary>How a call is transferred.</summary>
public sealed class TransferOptions
{
    /// <summary>SIP headers of the REFER (<c>headers</c>): names are tokens of at most 255 characters and none of SIP's own, values at most 1,024 characters. Default: empty.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Plays a dial tone to the callee while the transfer is under way (<c>play_dialtone</c>). Default: <see langword="false"/>.</summary>
    public bool PlayDialtone { get; set; }

    /// <summary>How long the target may take to answer (<c>ringing_timeout</c>): more than zero, at most 24 hours. Default: <see langword="null"/>, 30 seconds.</summary>
    public TimeSpan? RingingTimeout { get; set; }
}
