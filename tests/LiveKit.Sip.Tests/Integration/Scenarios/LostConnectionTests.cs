using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>A broken connection asks about all its calls, a few at a time and not in step.</summary>
public class LostConnectionTests
{
    private const int Dials = 40;
    private const int Bound = 8;

    private static CancellationToken Token => Scene.Token;

    [Fact]
    public async Task ManyDialsLostAtOnce_AreAskedAboutEightAtATimeAndAllAnswered()
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var looks = new Looks();
        using var handler = new LostAnswerHandler(Fate.AnswerLost, lost.Task);
        looks.InnerHandler = handler;
        await using var scene = await Scene.StartAsync(handler: looks);
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
        await scene.PassPausesUntilAsync(() => scene.Server.Requests.Count(static request => request.Method == "GetParticipant") == Bound);
        full.SetResult();
        await scene.PassPausesUntilAsync(() => looks.Started > 3 * Dials);
        scene.Clock.Advance(TimeSpan.FromSeconds(10));
        var results = await scene.PassPausesAsync(Task.WhenAll(dialling));

        Assert.Equal(Bound, looks.MostAtOnce);
        Assert.All(results, static result => Assert.Equal(CallOutcome.NoAnswer, result.Outcome));
        Assert.All(dials, dial => scene.AssertNobodyIsHarmed(CallOutcome.NoAnswer, dial));
        Assert.Empty(scene.Removals);
        Assert.Equal(Dials, scene.Log.Of(7).Count);

        // The second looks of calls whose first ones were at the same time: not in step.
        Assert.True(scene.Ours("GetParticipant").Select(static look => look.ReceivedAt).Distinct().Count() > Dials);
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
