using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip;

/// <summary>How a call is hung up.</summary>
public sealed class HangUpOptions
{
    /// <summary>
    /// SIP headers of the BYE that the callee's side gets, through LiveKit's <c>lk.sip.EndCall</c>: names are tokens of at most 255 characters
    /// and none of SIP's own, values at most 1,024 bytes in UTF-8. A call that still rings has no BYE, and an older SIP service does not know the
    /// method: such a call is hung up without them, and that is logged. Default: empty.
    /// </summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Deletes the room, so that every call in it is hung up and every participant, agents included, is sent away (<c>DeleteRoom</c>). With
    /// <see cref="Headers"/> this call is hung up first. Default: <see langword="false"/>, only this leg is hung up.
    /// </summary>
    public bool DeleteRoom { get; set; }

    /// <summary>Checks the options, without sending anything. <see cref="SipCall.HangUpAsync(HangUpOptions, CancellationToken)"/> and <see cref="SipCall.HangUpOnDispose"/> do the same.</summary>
    /// <returns>Everything that is wrong, empty if nothing is.</returns>
    public IReadOnlyList<ValidationProblem> Validate() => FindProblems().Problems;

    /// <exception cref="RequestValidationException">A header is wrong.</exception>
    internal void Check() => FindProblems().ThrowIfAny();

    /// <summary>Copies the options as they are now, whatever their owner does with them later.</summary>
    internal HangUpOptions Copy()
    {
        var copy = new HangUpOptions { DeleteRoom = DeleteRoom };
        foreach (var (name, value) in Headers)
        {
            copy.Headers[name] = value;
        }

        return copy;
    }

    private ProblemList FindProblems()
    {
        var problems = new ProblemList(static _ => nameof(Headers));
        HeaderValidator.Check("headers", Headers, problems);
        return problems;
    }
}
