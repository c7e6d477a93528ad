using LiveKit.Sip.Requests;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip;

/// <summary>How a call is transferred.</summary>
public sealed class TransferOptions
{
    /// <summary>SIP headers of the REFER (<c>headers</c>): names are tokens of at most 255 characters and none of SIP's own, values at most 1,024 bytes in UTF-8. Default: empty.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Plays a dial tone to the callee while the transfer is under way (<c>play_dialtone</c>). Default: <see langword="false"/>.</summary>
    public bool PlayDialtone { get; set; }

    /// <summary>How long the target may take to answer (<c>ringing_timeout</c>): more than zero, at most 24 hours. Default: <see langword="null"/>, 30 seconds.</summary>
    public TimeSpan? RingingTimeout { get; set; }

    /// <summary>
    /// Checks the options, without sending anything. <see cref="SipCall.TransferAsync"/> and <see cref="SipClient.TransferAsync"/> do the same, and
    /// check their other arguments too.
    /// </summary>
    /// <returns>Everything that is wrong, empty if nothing is.</returns>
    public IReadOnlyList<ValidationProblem> Validate()
    {
        var problems = new ProblemList(NameOf);
        HeaderValidator.Check("headers", Headers, problems);
        if (RingingTimeout is { } ringing)
        {
            TransferValidator.CheckRinging(ringing, problems);
        }

        return problems.Problems;
    }

    /// <summary>Starts the list of what is wrong with a transfer with what its message does not show any more.</summary>
    internal static ProblemList FindProblems(TransferOptions? options)
    {
        var problems = new ProblemList(NameOf);
        foreach (var (name, value) in options?.Headers ?? new Dictionary<string, string>())
        {
            if (value is null)
            {
                problems.AddKeyed("headers", name, HeaderValidator.NullValue);
            }
        }

        return problems;
    }

    /// <summary>What a field of TransferSIPParticipantRequest is called by these options and by the methods that take them.</summary>
    internal static string NameOf(string field) => field switch
    {
        "room_name" => "roomName",
        "participant_identity" => "participantIdentity",
        "transfer_to" => "transferTo",
        "headers" => nameof(Headers),
        "ringing_timeout" => nameof(RingingTimeout),
        _ => field,
    };
}
