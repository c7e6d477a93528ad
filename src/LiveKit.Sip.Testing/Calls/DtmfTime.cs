namespace LiveKit.Sip.Testing.Calls;

/// <summary>How long LiveKit takes to play DTMF digits.</summary>
internal static class DtmfTime
{
    private static readonly TimeSpan PerDigit = TimeSpan.FromMilliseconds(520);
    private static readonly TimeSpan PerWait = TimeSpan.FromMilliseconds(500);

    /// <summary>The time of all digits and waits; other characters are dropped.</summary>
    public static TimeSpan Of(string dtmf)
    {
        var digits = dtmf.Count(c => char.IsAsciiDigit(c) || c is '*' or '#' or >= 'A' and <= 'D');
        return (digits * PerDigit) + (dtmf.Count(c => c == 'w') * PerWait);
    }
}
