using System.Globalization;

namespace LiveKit.Sip.Testing.Phones;

/// <summary>This convention gives numbers a phone without a script: the last four digits of <c>+1500555xxxx</c> choose it.</summary>
internal static class NumberConvention
{
    private const string Prefix = "+1500555";
    private const int Digits = 4;

    private static readonly Phone Unknown = Phone.Reject(404);

    public static Phone PhoneAt(string number)
    {
        if (!number.StartsWith(Prefix, StringComparison.Ordinal)
            || number.Length != Prefix.Length + Digits
            || !int.TryParse(number.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return Unknown;
        }

        return code switch
        {
            0 => Phone.NoAnswer(),
            1 => Phone.Answer(),
            2 => Phone.Answer(ringFor: TimeSpan.FromSeconds(2)),
            3 => Phone.AnswerThenHangUp(talkFor: TimeSpan.FromSeconds(1)),
            11 => Phone.SilentTrunk(),
            77 => Phone.NoCommonCodec(),
            401 or 407 => Phone.WantsCredentials(),
            >= 300 and <= 699 => Phone.Reject(code),
            _ => Unknown,
        };
    }
}
