using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Agents;

/// <summary>The dispatch of one agent: sent once, and looked for among its room's dispatches when the answer gets lost.</summary>
internal sealed class SingleDispatch
{
    private readonly CallContext _context;
    private readonly CreateAgentDispatchRequest _request;
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private long _sentAt;
    private bool _wasAbandoned;

    public SingleDispatch(CallContext context, CreateAgentDispatchRequest request)
    {
        _context = context;
        _request = request;
    }

    /// <summary>The dispatch, once its answer came or it was found.</summary>
    public AgentDispatch? Known { get; private set; }

    /// <summary>Whether LiveKit has it or may have it.</summary>
    public bool MayExist => Known is not null || Loss is not null || _wasAbandoned;

    /// <summary>Why the answer got lost, if it did and the dispatch was not found either.</summary>
    public Exception? Loss { get; private set; }

    /// <summary>The dispatch as log entries name it.</summary>
    public string Id => Known is { } known ? OneLine.OfForeign(known.Id) : "(unknown)";

    /// <summary>How long ago it was sent.</summary>
    public TimeSpan Age => _context.Time.GetElapsedTime(_sentAt);

    /// <summary>Notes the dispatches that are there already, so that none of them is taken for this one.</summary>
    /// <exception cref="LiveKitException">LiveKit could not be asked.</exception>
    public async Task NoteOthersAsync(CancellationToken cancellationToken)
    {
        foreach (var other in await _context.Dispatches.ListAsync(_request.Room, dispatchId: null, new PacedRequest(_context), cancellationToken).ConfigureAwait(false))
        {
            _others.Add(other.Id);
        }
    }

    /// <summary>Sends the dispatch. When its response gets lost, this returns all the same.</summary>
    /// <exception cref="LiveKitException">There is no dispatch.</exception>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var request = new TwirpRequest();
        _sentAt = _context.Time.GetTimestamp();
        try
        {
            var dispatch = await _context.Dispatches.CreateAsync(_request, request, cancellationToken).ConfigureAwait(false);
            if (dispatch.Id.Length > 0)
            {
                Known = dispatch;
            }
            else
            {
                Loss = FailureFacts.AnswerUnreadable(request.RequestId);
            }
        }
        catch (LiveKitException e) when (FailureFacts.MayHaveBeenApplied(e))
        {
            Loss = e;
        }
        catch (OperationCanceledException) when (request.WasSent)
        {
            _wasAbandoned = true;
            throw;
        }
    }

    /// <summary>Looks for a dispatch whose answer did not come.</summary>
    /// <returns>How many there are that may be this one; it is <see cref="Known"/> where it is the only one.</returns>
    /// <exception cref="LiveKitException">LiveKit could not be asked.</exception>
    public async Task<int> FindAsync(TwirpRequest request, CancellationToken cancellationToken)
    {
        var dispatches = await _context.Dispatches.ListAsync(_request.Room, dispatchId: null, request, cancellationToken).ConfigureAwait(false);
        var alike = dispatches.Where(IsLikeOurs).ToList();

        // Of two dispatches that are alike one is somebody else's, and nothing shows which.
        if (alike is [var found])
        {
            Known = found;
            if (Loss is { } loss)
            {
                Loss = null;
                Log.DispatchFound(_context.Logger, FailureFacts.NameOf(loss), Id);
            }
        }

        return alike.Count;
    }

    /// <summary>Withdraws the dispatch; one that is gone already is fine.</summary>
    /// <exception cref="LiveKitException">It could not be withdrawn.</exception>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _context.Dispatches.DeleteAsync(_request.Room, Id, cancellationToken).ConfigureAwait(false);
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            // A dispatch that is gone is what was asked for.
        }
    }

    /// <summary>The dispatch as far as it is known.</summary>
    public AgentDispatch Describe()
        => Known ?? new AgentDispatch { AgentName = _request.AgentName, Room = _request.Room, Metadata = _request.Metadata };

    private bool IsLikeOurs(AgentDispatch dispatch)
        => dispatch.AgentName == _request.AgentName && dispatch.Metadata == _request.Metadata && !_others.Contains(dispatch.Id);
}
