using System.Collections.Concurrent;
using LiveKit.Sip.Testing.Phones;

namespace LiveKit.Sip.Testing;

/// <summary>Which phone rings at which number. Thread-safe; a call takes the phone that is registered when it is dialed.</summary>
/// <remarks>
/// Numbers of the form <c>+1500555xxxx</c> need no script. The last four digits are the SIP status the call ends with
/// (0486 busy, 0603 declined, 0480 unavailable, 0404 unknown, 0503 trunk failure, …), except that 0401 and 0407 ask for
/// credentials, 0077 shares no codec, 0000 never answers, 0001 answers at once, 0002 answers after two seconds of ringing,
/// 0003 answers and hangs up a second later, and 0011 is a trunk that never replies. Any other number is unknown to the
/// carrier: SIP 404.
/// </remarks>
public sealed class PhoneBook
{
    private readonly ConcurrentDictionary<string, Phone> _scripted = new(StringComparer.Ordinal);

    internal PhoneBook()
    {
    }

    /// <summary>The phone at a number.</summary>
    /// <param name="number">The number exactly as it is dialed (<c>sip_call_to</c>).</param>
    /// <returns>The scripted phone, or the one that the convention assigns to the number.</returns>
    /// <exception cref="ArgumentNullException">The number or the phone is null.</exception>
    public Phone this[string number]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(number);
            return _scripted.GetValueOrDefault(number) ?? NumberConvention.PhoneAt(number);
        }

        set
        {
            ArgumentNullException.ThrowIfNull(number);
            ArgumentNullException.ThrowIfNull(value);
            _scripted[number] = value;
        }
    }
}
