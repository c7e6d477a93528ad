using LiveKit.Sip.Testing.Phones;

namespace LiveKit.Sip.Testing;

/// <summary>A phone, and the trunk in front of it, as scripted by a test: what happens when somebody calls it.</summary>
/// <remarks>
/// Times run on the server's clock. A phone may be given to any number of numbers and called any number of times.
/// Unless a method says otherwise, a phone rings before anything else happens, even if only for no time.
/// </remarks>
public sealed class Phone
{
    private Phone(PhoneScript script) => Script = script;

    internal PhoneScript Script { get; }

    internal IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    internal bool AllowsTransfer { get; private init; } = true;

    /// <summary>Somebody answers and stays on the line until LiveKit hangs up.</summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time, so the callee answers at once.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    public static Phone Answer(TimeSpan ringFor = default) => Ringing(ringFor, new RingResult.Answers());

    /// <summary>Somebody answers, and hangs up.</summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <param name="talkFor">How long after the call became active (the answer, or the end of the DTMF digits) they hang up. Default: one second.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    public static Phone AnswerThenHangUp(TimeSpan ringFor = default, TimeSpan? talkFor = null)
    {
        var talk = talkFor ?? TimeSpan.FromSeconds(1);
        ArgumentOutOfRangeException.ThrowIfLessThan(talk, TimeSpan.Zero, nameof(talkFor));
        return Ringing(ringFor, new RingResult.Answers(talk));
    }

    /// <summary>The line is busy: SIP 486.</summary>
    /// <param name="ringFor">How long LiveKit hears the phone ring before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    public static Phone Busy(TimeSpan ringFor = default) => Reject(486, ringFor: ringFor);

    /// <summary>The callee declines: SIP 603.</summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    public static Phone Decline(TimeSpan ringFor = default) => Reject(603, ringFor: ringFor);

    /// <summary>The phone rings, and nobody answers.</summary>
    /// <returns>The phone.</returns>
    public static Phone NoAnswer() => Ringing(TimeSpan.Zero, new RingResult.Nothing());

    /// <summary>The carrier or the callee ends the call with a SIP status.</summary>
    /// <param name="sipStatus">The status, 300 to 699 except 401 and 407, for which there is <see cref="WantsCredentials()"/>.</param>
    /// <param name="phrase">
    /// The reason phrase. Default: the usual one of the status. With an empty phrase LiveKit shows the name of the status in its enum.
    /// </param>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not an allowed one, or the time is negative.</exception>
    public static Phone Reject(int sipStatus, string? phrase = null, TimeSpan ringFor = default)
    {
        CheckFinal(sipStatus);
        return Ringing(ringFor, new RingResult.Rejects(sipStatus, phrase ?? SipStatusTable.UsualPhrase(sipStatus)));
    }

    /// <summary>
    /// The carrier refuses to transfer calls to this phone (it answers the REFER with a SIP status): nothing rings. A call dialed to it
    /// ends with the same status, without ringing.
    /// </summary>
    /// <param name="sipStatus">The status, 300 to 699 except 401 and 407. Default: 603.</param>
    /// <param name="phrase">The reason phrase. Default: the status's usual one.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not an allowed one.</exception>
    public static Phone RefuseTransfer(int sipStatus = 603, string? phrase = null)
    {
        CheckFinal(sipStatus);
        return new Phone(new PhoneScript.RefusesTransfer(sipStatus, phrase ?? SipStatusTable.UsualPhrase(sipStatus)));
    }

    /// <summary>A trunk that never replies: nothing rings, and LiveKit gives up after the ringing time, or after 32 seconds.</summary>
    /// <returns>The phone.</returns>
    public static Phone SilentTrunk() => new(new PhoneScript.Silent());

    /// <summary>A trunk that refuses the connection, as TCP and TLS do when nobody listens: nothing rings.</summary>
    /// <returns>The phone.</returns>
    public static Phone RefusingTrunk() => new(new PhoneScript.RefusesConnection());

    /// <summary>A trunk that asks for credentials and accepts none: nothing rings.</summary>
    /// <returns>The phone.</returns>
    public static Phone WantsCredentials() => new(new PhoneScript.Challenges(Username: null, Password: null, Answer().Script));

    /// <summary>A trunk that asks for credentials; nothing rings unless the trunk of the call carries these.</summary>
    /// <param name="username">The right user name.</param>
    /// <param name="password">The right password.</param>
    /// <param name="then">The phone behind the trunk. Default: one that answers at once.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentException">The user name or the password is null or empty.</exception>
    public static Phone WantsCredentials(string username, string password, Phone? then = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrEmpty(password);
        var phone = then ?? Answer();
        return new Phone(new PhoneScript.Challenges(username, password, phone.Script)) { Headers = phone.Headers, AllowsTransfer = phone.AllowsTransfer };
    }

    /// <summary>Somebody answers, but the phone knows none of LiveKit's codecs, so LiveKit hangs up at once.</summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static Phone NoCommonCodec(TimeSpan ringFor = default) => InVain(ringFor, FailedPickup.NoCommonCodec);

    /// <summary>Somebody answers on a phone that cannot encrypt: a call that requires encryption fails, and any other goes on.</summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static Phone WithoutEncryption(TimeSpan ringFor = default) => Ringing(ringFor, new RingResult.AnswersWithoutEncryption());

    /// <summary>
    /// Somebody picks up, but the carrier's answer has no tag in its To header, so LiveKit hangs up at once. The dial fails with
    /// <c>failed_precondition</c>, <c>no tag in To header in INVITE response</c>.
    /// </summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static Phone WithoutToTag(TimeSpan ringFor = default) => InVain(ringFor, FailedPickup.NoToTag);

    /// <summary>
    /// Somebody picks up, but the carrier's answer describes the media (SDP) in a form that LiveKit cannot read, so LiveKit hangs up at once.
    /// The dial fails with <c>failed_precondition</c>, <c>sdp: syntax error at pos 1: "h"</c>.
    /// </summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static Phone BrokenSdp(TimeSpan ringFor = default) => InVain(ringFor, FailedPickup.BrokenSdp);

    /// <summary>
    /// Somebody picks up, but the carrier's answer describes no media (SDP), so LiveKit hangs up at once. The dial fails with
    /// <c>failed_precondition</c>, <c>no audio in sdp</c>.
    /// </summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static Phone WithoutSdp(TimeSpan ringFor = default) => InVain(ringFor, FailedPickup.NoSdp);

    /// <summary>
    /// Somebody picks up, but the carrier's answer names port 0 for the audio, so LiveKit hangs up at once. The dial fails with
    /// <c>failed_precondition</c>, <c>invalid audio address "127.0.0.1:0"</c>.
    /// </summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static Phone AudioPortZero(TimeSpan ringFor = default) => InVain(ringFor, FailedPickup.AudioPortZero);

    /// <summary>
    /// Somebody picks up, and hangs up before LiveKit has the call. The dial fails with <c>failed_precondition</c>, <c>call already closed</c>.
    /// </summary>
    /// <param name="ringFor">How long the phone rings before that. Default: no time.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static Phone PickUpAndHangUpAtOnce(TimeSpan ringFor = default) => InVain(ringFor, FailedPickup.HungUpAtOnce);

    /// <summary>
    /// Somebody picks up in the very moment in which the ringing time (<c>ringing_timeout</c>) ends, so LiveKit hangs up at once. The dial
    /// fails with <c>failed_precondition</c>, <c>context deadline exceeded</c>.
    /// </summary>
    /// <returns>The phone.</returns>
    public static Phone PickUpAtRingingTimeout() => Ringing(TimeSpan.Zero, new RingResult.AnswersTooLate());

    /// <summary>
    /// The same phone, whose answer carries these SIP headers. <c>lk.sip.GetRemoteHeaders</c> returns them, and those that <c>include_headers</c>
    /// and the trunk's <c>headers_to_attributes</c> select become attributes of the participant.
    /// </summary>
    /// <param name="headers">Names and values. The header <c>Call-ID</c> is always present; its value is the call's own unless it is given here.</param>
    /// <returns>The phone.</returns>
    /// <exception cref="ArgumentNullException">The headers are null.</exception>
    /// <exception cref="ArgumentException">Two headers have the same name.</exception>
    public Phone WithHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return new Phone(Script) { Headers = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase), AllowsTransfer = AllowsTransfer };
    }

    /// <summary>
    /// The same phone, whose calls LiveKit cannot transfer because of the type of the phone number: TransferSIPParticipant fails with
    /// <c>unimplemented</c>, <c>we don't yet support transfers for this phone number type</c>, and the carrier is not asked.
    /// </summary>
    /// <returns>The phone.</returns>
    public Phone WithoutTransfers() => new(Script) { Headers = Headers, AllowsTransfer = false };

    private static Phone InVain(TimeSpan ringFor, FailedPickup failure) => Ringing(ringFor, new RingResult.AnswersInVain(failure));

    private static void CheckFinal(int sipStatus)
    {
        if (sipStatus is < 300 or > 699 or 401 or 407)
        {
            throw new ArgumentOutOfRangeException(nameof(sipStatus), sipStatus, "Must be 300 to 699, but not 401 or 407: LiveKit answers those with credentials.");
        }
    }

    private static Phone Ringing(TimeSpan ringFor, RingResult then)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ringFor, TimeSpan.Zero);
        return new Phone(new PhoneScript.Rings(ringFor, then));
    }
}
