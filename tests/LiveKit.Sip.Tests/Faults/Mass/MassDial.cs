using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Faults.Mass;

/// <summary>One dial of thousands. All about it follows from the seed and its number, so that it can be repeated alone.</summary>
internal sealed record MassDial
{
    private const int Rooms = 100;
    private const int PercentFaulted = 20;
    private const int PercentCancelled = 10;

    private static readonly FaultPoint[] Faults = [.. Enum.GetValues<FaultPoint>().Where(static fault => !fault.IsHttp2())];

    private MassDial(int number) => Number = number;

    public int Number { get; }

    public FaultPoint? Fault { get; private init; }

    public MassPhone Phone { get; private init; }

    /// <summary>How long the phone rings, if it does.</summary>
    public TimeSpan RingsFor { get; private init; }

    /// <summary>How long a connection lives on that breaks while LiveKit works.</summary>
    public TimeSpan BreaksAfter { get; private init; }

    /// <summary>When the caller cancels; null if not.</summary>
    public TimeSpan? CancelledAfter { get; private init; }

    /// <summary>Whether the caller names the participant.</summary>
    public bool HasIdentity { get; private init; }

    public Guid RequestId { get; } = Guid.NewGuid();

    public string Callee => $"+1510{Number:0000000}";

    public static MassDial Of(int seed, int number)
    {
        var random = new Random(HashOf(seed, number));
        var ringsFor = TimeSpan.FromMilliseconds(random.Next(3000));
        return new MassDial(number)
        {
            Phone = random.GetItems(Enum.GetValues<MassPhone>(), 1)[0],
            RingsFor = ringsFor,
            Fault = random.Next(100) < PercentFaulted ? Faults[random.Next(Faults.Length)] : null,
            BreaksAfter = TimeSpan.FromMilliseconds(random.Next(2) * random.Next(2000)),
            CancelledAfter = random.Next(100) >= PercentCancelled ? null : random.Next(4) switch
            {
                0 => TimeSpan.Zero,
                1 => ringsFor,
                _ => TimeSpan.FromMilliseconds(random.Next(4000)),
            },
            HasIdentity = random.Next(2) == 0,
        };
    }

    public Phone Script() => Phone switch
    {
        MassPhone.Answers => Testing.Phone.Answer(),
        MassPhone.AnswersLater or MassPhone.AnswersToDigits => Testing.Phone.Answer(RingsFor),
        MassPhone.HangsUp => Testing.Phone.AnswerThenHangUp(RingsFor, TimeSpan.FromSeconds(10)),
        MassPhone.IsBusy => Testing.Phone.Busy(RingsFor),
        MassPhone.Declines => Testing.Phone.Decline(RingsFor),
        MassPhone.IsNotAnswered => Testing.Phone.NoAnswer(),
        _ => Testing.Phone.Reject(503, ringFor: RingsFor),
    };

    public DialRequest Request() => new()
    {
        To = Callee,
        RoomName = $"room-{Number % Rooms}",
        Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100" },
        ParticipantIdentity = HasIdentity ? $"callee-{Number}" : null,
        RingingTimeout = TimeSpan.FromSeconds(5),
        Dtmf = Phone == MassPhone.AnswersToDigits ? "1w2" : null,
    };

    public override string ToString()
        => $"dial {Number}: {Fault?.ToString() ?? "no fault"}, {Phone} after {RingsFor}, breaks after {BreaksAfter}, "
            + (CancelledAfter is { } after ? $"cancelled after {after}" : "not cancelled");

    // HashCode differs from process to process.
    private static int HashOf(int seed, int number) => unchecked((seed * 486_187_739) + (number * 16_777_619));
}
