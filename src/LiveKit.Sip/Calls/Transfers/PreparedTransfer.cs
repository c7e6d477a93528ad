using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls.Transfers;

/// <summary>A transfer that is ready to send: checked, with its clocks set.</summary>
internal sealed class PreparedTransfer : TwirpRequest
{
    private readonly CallDeadline _deadline;
    private readonly string _target;

    private PreparedTransfer(TransferSIPParticipantRequest message)
    {
        Message = message;
        RoomName = message.RoomName;
        ParticipantIdentity = message.ParticipantIdentity;
        Ringing = message.RingingTimeout?.ToTimeSpan() ?? CallClocks.DefaultRinging;
        _target = message.TransferTo;
        _deadline = CallClocks.ForTransfer(message);
    }

    public TransferSIPParticipantRequest Message { get; }

    public string RoomName { get; }

    public string ParticipantIdentity { get; }

    public TimeSpan Ringing { get; }

    public override CallDeadline? Deadline => _deadline;

    public override string?[] Numbers => [_target];

    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static PreparedTransfer From(TransferSIPParticipantRequest message, ProblemList problems, CallContext context)
    {
        TransferValidator.Check(message, problems);
        if (problems.Problems.Count == 0)
        {
            context.CheckHttpTimeout(CallClocks.ForTransfer(message).Client, "transfer", problems);
        }

        problems.ThrowIfAny();

        var transfer = new PreparedTransfer(message);
        transfer.Freeze(message);
        return transfer;
    }
}
