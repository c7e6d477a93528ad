using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>The ways to dial.</summary>
public enum DialMethod
{
    DialAsync,
    TryDialAsync,
    StartDialAsync,
    CreateSipParticipantAsync,
    CreateSipParticipantAsyncWithoutWaiting,
}

internal static class DialMethodExtensions
{
    public static async Task DialAsync(this SipClient sip, DialMethod method, DialRequest request, DialOptions? options, CancellationToken cancellationToken)
    {
        switch (method)
        {
            case DialMethod.DialAsync:
                await sip.DialAsync(request, options, cancellationToken);
                break;
            case DialMethod.TryDialAsync:
                await sip.TryDialAsync(request, options, cancellationToken);
                break;
            case DialMethod.StartDialAsync:
                await sip.StartDialAsync(request, options, cancellationToken);
                break;
            default:
                request.WaitUntilAnswered = method == DialMethod.CreateSipParticipantAsync;
                await sip.CreateSipParticipantAsync(request.ToProto(), options, cancellationToken);
                break;
        }
    }

    /// <summary>Asserts what the caller of a cancelled dial sees.</summary>
    public static async Task<DialCanceledException> AssertCancelledAsync(Task dialling, DialCleanUp cleanUp, CancellationToken token)
    {
        var error = await Assert.ThrowsAsync<DialCanceledException>(() => dialling);
        Assert.Equal((cleanUp, token), (error.CleanUp, error.CancellationToken));
        Assert.Equal(cleanUp == DialCleanUp.Failed, error.InnerException is not null);
        return error;
    }

    /// <summary>Asserts that our clean-up ended the call, and that the phone is quiet.</summary>
    public static void AssertQuiet(this MockDial dial)
    {
        Assert.Equal((DialEndReason.ParticipantRemoved, false), (dial.End!.Reason, dial.IsRinging));
        Assert.True(dial.RingCount <= 1);
    }
}
