namespace LiveKit.Sip;

/// <summary>A request is wrong; nothing was sent. <see cref="Problems"/> names everything that is wrong with it.</summary>
public sealed class RequestValidationException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problems">What is wrong; at least one.</param>
    public RequestValidationException(IReadOnlyList<ValidationProblem> problems)
        : base($"The request is wrong and was not sent. {string.Join("; ", problems)}.")
    {
        Problems = problems;
    }

    /// <summary>Everything that is wrong with the request.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; }
}
