using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Stores;
using LiveKit.Sip.Testing.Transfers;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>This class handles the RPC that transfers a call. It responds when the transfer is over.</summary>
internal sealed class TransferRpcs
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(80);

    private readonly TransferEngine _transfers;
    private readonly MockLiveKitOptions _options;

    public TransferRpcs(TransferEngine transfers, MockLiveKitOptions options)
    {
        _transfers = transfers;
        _options = options;
    }

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.CreateAsync<TransferSIPParticipantRequest>(
            "livekit.SIP",
            "TransferSIPParticipant",
            RequiredGrants.SipCall | RequiredGrants.RoomAdmin,
            TransferAsync,
            request => request.RoomName),
    ];

    private async Task<IMessage> TransferAsync(MockRequest record, TransferSIPParticipantRequest request)
    {
        TransferTarget.Check(request.TransferTo);
        var call = _transfers.Find(request.RoomName, request.ParticipantIdentity);
        if (!call.AllowsTransfer)
        {
            throw TwirpErrorException.FromService(TwirpCode.Unimplemented, "we don't yet support transfers for this phone number type");
        }

        if (!call.IsEstablished)
        {
            throw new TwirpErrorException(await NotEstablishedAsync(record, call.Record).ConfigureAwait(false));
        }

        return await _transfers.Start(call, request, record.Timeout).ConfigureAwait(false) is { } error
            ? throw new TwirpErrorException(error)
            : Success();
    }

    // LiveKit's open-source server leaves the response empty.
    private TransferSIPParticipantResponse Success() => _options.Cloud
        ? new TransferSIPParticipantResponse
        {
            TransferId = Ids.Transfer(),
            Status = SIPTransferStatus.StsTransferSuccessful,
            Reason = SIPTransferReason.StrCompleted,
            SipStatus = new SIPStatus { Code = SIPStatusCode.SipStatusOk, Status = "OK" },
        }
        : new TransferSIPParticipantResponse();

    /// <summary>Waits until the call is answered or over, because LiveKit reports only then that the request came too early.</summary>
    private async Task<TwirpError> NotEstablishedAsync(MockRequest record, MockDial dial)
    {
        var answered = dial.WaitForAsync(DialStep.Answered, record.ServerDown);
        var ended = dial.WaitForAsync(DialStep.Ended, record.ServerDown);
        try
        {
            await Task.WhenAny(answered, ended).WaitAsync(record.Timeout ?? DefaultDeadline, _options.TimeProvider, record.ServerDown).ConfigureAwait(false);
            return CallErrors.NotEstablished;
        }
        catch (TimeoutException)
        {
            return CallErrors.DeadlinePassed;
        }
        catch (OperationCanceledException)
        {
            throw new ConnectionDroppedException();
        }
    }
}
