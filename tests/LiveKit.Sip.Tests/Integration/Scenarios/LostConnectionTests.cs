using System.Collections.Concurrent;
using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>A broken connection asks about all its calls, a few at a time and not in step.</summary>
public class LostConnectionTests
{
    private const int Dials = 40;
    private const int Bound = 8;
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(0.8);

    private static CancellationToken Token => Scene.Token;

    [Fact]
    public async Task ManyDialsLostAtOnce_AreAskedAboutEightAtATime()
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var looks = new Looks();
        using var handler = new LostAnswerHandler(Fate.AnswerLost, lost.Task);
        looks.InnerHandler = handler;
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var pauses = new NotingClock(clock);
        await using var scene = await Scene.StartAsync(pauses, looks);
        clock.Follow(scene.Server.Url, () => WaitingRequests.Of(scene.Server));
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Server.Phones[Scene.Number] = Phone.NoAnswer();
        scene.Server.Faults.Script = request => request.Method == "GetParticipant" ? MockFault.Hold(full.Task) : null;

        var dialling = Enumerable.Range(0, Dials).Select(_ => scene.Sip.TryDialAsync(Scene.Request(), null, Token)).ToArray();
        var dials = new List<MockDial>();
        for (var i = 0; i < Dials; i++)
        {
            dials.Add(await scene.NextDialAsync(DialStep.Ringing));
        }

        lost.SetResult();
        await clock.PassPausesUntilAsync(() => scene.Ours("GetParticipant").Count == Bound, ShortWait, Token);
        full.SetResult();
        await clock.PassPausesUntilAsync(() => looks.Started > 3 * Dials && AllWereSeen(scene), ShortWait, Token);
        scene.Clock.Advance(TimeSpan.FromSeconds(10));
        var answers = Task.WhenAll(dialling);
        await clock.PassPausesAsync(answers, ShortWait, Token);
        var results = await answers;

        Assert.Equal(Bound, looks.MostAtOnce);
        Assert.All(results, static result => Assert.Equal(CallOutcome.Unknown, result.Outcome));
        Assert.All(dials, dial => scene.AssertNobodyIsHarmed(CallOutcome.Unknown, dial));
        Assert.Empty(scene.Removals);
        Assert.Equal(Dials, scene.Log.Of(7).Count);

        // Calls that asked at the same time do not ask again at the same time.
        Assert.True(pauses.Waits.Where(static wait => wait <= ShortWait).Distinct().Count() > Dials);
    }

    private static bool AllWereSeen(Scene scene)
        => scene.Ours("GetParticipant")
            .Where(static look => look.HttpStatus == 200)
            .Select(static look => ((RoomParticipantIdentity)look.Message!).Identity)
            .Distinct(StringComparer.Ordinal)
            .Count() == Dials;

    private sealed class NotingClock(TimeProvider clock) : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = [];

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Enqueue(dueTime);
            return clock.CreateTimer(callback, state, dueTime, period);
        }
    }

    private sealed class Looks : DelegatingHandler
    {
        private readonly Lock _lock = new();
        private int _now;

        public int Started { get; private set; }

        public int MostAtOnce { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.EndsWith("/GetParticipant", StringComparison.Ordinal))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            lock (_lock)
            {
                Started++;
                MostAtOnce = Math.Max(MostAtOnce, ++_now);
            }

            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                lock (_lock)
                {
                    _now--;
                }
            }
        }
    }
}
