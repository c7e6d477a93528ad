namespace LiveKit.Sip.Testing.Calls;

/// <summary>This class computes how long LiveKit takes to play DTMF digits.</summary>
internal static class DtmfDuration
{
    private static readonly TimeSpan PerDigit = TimeSpan.FromMilliseconds(520);
    private static readonly TimeSpan PerWait = TimeSpan.FromMilliseconds(500);

    /// <summary>Adds the times of all digits and waits up. LiveKit drops all other characters.</summary>
    public static TimeSpan Of(string dtmf)
    {
        var digits = dtmf.Count(c => char.IsAsciiDigit(c) || c is '*' or '#' or >= 'A' and <= 'D');
        return (digits * PerDigit) + (dtmf.Count(c => c == 'w') * PerWait);
    }
}
