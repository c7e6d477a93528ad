using System.Text;
using LiveKit.Sip.Testing.Requests;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing;

/// <summary>
/// A fault is something that goes wrong with one HTTP request, between the client and the server or in the server. Tests give faults
/// to <see cref="MockFaults"/>. A fault is immutable and may be given to any number of requests.
/// </summary>
public sealed class MockFault
{
    private readonly string _text;

    private MockFault(FaultScript script, string text)
    {
        Script = script;
        _text = text;
    }

    internal FaultScript Script { get; }

    /// <summary>Responds without carrying the request out, as a proxy in front of the server would.</summary>
    /// <param name="httpStatus">The HTTP status, 200 to 599.</param>
    /// <param name="body">The body. Default: empty.</param>
    /// <param name="contentType">The Content-Type. Default: <c>text/plain</c>.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is outside 200 to 599.</exception>
    /// <exception cref="ArgumentException">The body is null, or the content type is null or empty.</exception>
    public static MockFault Answer(int httpStatus, string body = "", string contentType = "text/plain")
        => new(new FaultScript.Responds(ResponseOf(httpStatus, body, contentType)), $"Answer({httpStatus})");

    /// <summary>Closes the connection, and does not carry the request out.</summary>
    /// <returns>The fault.</returns>
    public static MockFault Drop() => new(new FaultScript.Drops(), "Drop");

    /// <summary>Carries the request out, and closes the connection instead of responding.</summary>
    /// <returns>The fault.</returns>
    public static MockFault DropAnswer() => new(new FaultScript.ReplacesResponse(Response: null), "DropAnswer");

    /// <summary>
    /// Carries the request out to its end (a dial that waits goes on until the server would respond), and sends another response, as a
    /// proxy does that lost the server's own.
    /// </summary>
    /// <param name="httpStatus">The HTTP status, 200 to 599.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">The Content-Type.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is outside 200 to 599.</exception>
    /// <exception cref="ArgumentException">The body is null, or the content type is null or empty.</exception>
    public static MockFault ReplaceAnswer(int httpStatus, string body, string contentType)
        => new(new FaultScript.ReplacesResponse(ResponseOf(httpStatus, body, contentType)), $"ReplaceAnswer({httpStatus})");

    /// <summary>
    /// Begins to carry the request out only when a task has completed, failed or been canceled. That holds even when the client has
    /// closed the connection in the meantime, because a real server that has read a request carries it out.
    /// </summary>
    /// <param name="until">The task.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentNullException">The task is null.</exception>
    public static MockFault Hold(Task until)
    {
        ArgumentNullException.ThrowIfNull(until);
        return new MockFault(new FaultScript.Holds(until), "Hold");
    }

    /// <summary>Begins to carry the request out only after some time. As with <see cref="Hold"/>, a closed connection does not stop it.</summary>
    /// <param name="time">How long, on the server's clock.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static MockFault Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new MockFault(new FaultScript.Delays(time), $"Delay({time})");
    }

    /// <summary>
    /// This fault is for CreateSIPParticipant only. When the call of a waiting dial enters a step, the server closes the dial's
    /// connection, and the call goes on. A dial that completes before that step gets its usual response.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public static MockFault DropAt(DialStep step)
    {
        if (!Enum.IsDefined(step))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, message: null);
        }

        return new MockFault(new FaultScript.DropsAt(step), $"DropAt({step})");
    }

    /// <summary>
    /// This fault is for CreateSIPParticipant only. The server's deadline passes in the moment in which the callee answers. A dial that
    /// waits fails with <c>deadline_exceeded</c>, <c>request timed out</c>, while the callee stays in the room and the call becomes active.
    /// </summary>
    /// <returns>The fault.</returns>
    public static MockFault DeadlineAtAnswer() => new(new FaultScript.MeetsDeadlineAtAnswer(), "DeadlineAtAnswer");

    /// <summary>
    /// This fault is for CreateSIPParticipant only. When the call of the dial enters a step, the SIP service that serves the call dies, and
    /// other calls go on. What follows is as with <see cref="MockLiveKitServer.StopSipService"/>: the participant keeps its status for 20
    /// seconds and is gone then, removing it before succeeds and reaches no phone, a phone that rings goes on ringing for up to three
    /// minutes after the dial, and a dial that waits fails with <c>deadline_exceeded</c>, <c>request timed out</c>, at the server's deadline.
    /// </summary>
    /// <param name="step">The step, any but <see cref="DialStep.Ended"/>. At <see cref="DialStep.Dialing"/> no phone rings.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step, or it is <see cref="DialStep.Ended"/>.</exception>
    public static MockFault SipServiceDiesAt(DialStep step)
    {
        if (!Enum.IsDefined(step) || step == DialStep.Ended)
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, message: null);
        }

        return new MockFault(new FaultScript.SilencesSipService(step), $"SipServiceDiesAt({step})");
    }

    /// <summary>The kind of fault, and its status, time or step.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => _text;

    private static RawResponse ResponseOf(int httpStatus, string body, string contentType)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(httpStatus, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(httpStatus, 599);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        return new RawResponse(httpStatus, contentType, Encoding.UTF8.GetBytes(body));
    }
}
