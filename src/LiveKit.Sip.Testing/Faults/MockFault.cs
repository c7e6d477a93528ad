using System.Text;
using LiveKit.Sip.Testing.Faults;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing;

/// <summary>
/// Something that goes wrong with one HTTP request, between the client and the server or in the server. Given to
/// <see cref="MockFaults"/>. Immutable; one fault may be given to any number of requests.
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

    /// <summary>Answers instead of carrying the request out, as a proxy in front of the server would.</summary>
    /// <param name="httpStatus">The HTTP status, 200 to 599.</param>
    /// <param name="body">The body. Default: empty.</param>
    /// <param name="contentType">The Content-Type. Default: <c>text/plain</c>.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is none of those.</exception>
    /// <exception cref="ArgumentException">The body is null, or the content type is null or empty.</exception>
    public static MockFault Answer(int httpStatus, string body = "", string contentType = "text/plain")
        => new(new FaultScript.Answers(AnswerOf(httpStatus, body, contentType)), $"Answer({httpStatus})");

    /// <summary>Closes the connection without carrying the request out.</summary>
    /// <returns>The fault.</returns>
    public static MockFault Drop() => new(new FaultScript.Drops(), "Drop");

    /// <summary>Carries the request out, and closes the connection instead of answering.</summary>
    /// <returns>The fault.</returns>
    public static MockFault DropAnswer() => new(new FaultScript.ReplacesAnswer(Answer: null), "DropAnswer");

    /// <summary>
    /// Carries the request out (with a dial that waits: until it would be answered), and answers something else, as a proxy does
    /// that lost the server's answer.
    /// </summary>
    /// <param name="httpStatus">The HTTP status, 200 to 599.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">The Content-Type.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is none of those.</exception>
    /// <exception cref="ArgumentException">The body is null, or the content type is null or empty.</exception>
    public static MockFault ReplaceAnswer(int httpStatus, string body, string contentType)
        => new(new FaultScript.ReplacesAnswer(AnswerOf(httpStatus, body, contentType)), $"ReplaceAnswer({httpStatus})");

    /// <summary>
    /// Begins to carry the request out only when a task has completed, in whatever way; also when the client has closed the
    /// connection in the meantime, because a real server that has read a request carries on.
    /// </summary>
    /// <param name="until">The task.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentNullException">The task is null.</exception>
    public static MockFault Hold(Task until)
    {
        ArgumentNullException.ThrowIfNull(until);
        return new MockFault(new FaultScript.Holds(until), "Hold");
    }

    /// <summary>Begins to carry the request out only after a while, as <see cref="Hold"/> does.</summary>
    /// <param name="time">How long, on the server's clock.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static MockFault Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new MockFault(new FaultScript.Delays(time), $"Delay({time})");
    }

    /// <summary>
    /// CreateSIPParticipant only: the connection of a dial that waits is closed when its call enters a step; the call goes on.
    /// A dial that is answered before that step is answered as usual.
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
    /// CreateSIPParticipant only: the server's deadline passes in the moment in which the callee answers. A dial that waits is
    /// answered <c>deadline_exceeded</c>, <c>request timed out</c>, and the callee stays in the room, the call becoming active.
    /// </summary>
    /// <returns>The fault.</returns>
    public static MockFault DeadlineAtAnswer() => new(new FaultScript.MeetsDeadlineAtAnswer(), "DeadlineAtAnswer");

    /// <summary>The kind of fault, and its status, time or step.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => _text;

    private static HttpAnswer AnswerOf(int httpStatus, string body, string contentType)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(httpStatus, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(httpStatus, 599);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        return new HttpAnswer(httpStatus, contentType, Encoding.UTF8.GetBytes(body));
    }
}
