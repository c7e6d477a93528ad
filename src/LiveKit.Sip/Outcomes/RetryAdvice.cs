namespace LiveKit.Sip;

/// <summary>Whether dialing the same callee again makes sense. This library never does it by itself.</summary>
public enum RetryAdvice
{
    /// <summary>Don't: it was answered, the callee does not want the call, or it isn't known what happened.</summary>
    Never = 0,

    /// <summary>Minutes or hours later: the callee or the carrier may be ready then.</summary>
    Later,

    /// <summary>After fixing the request, the trunk, the number or the credentials; the same again would end the same.</summary>
    AfterFixing,

    /// <summary>After a pause of seconds, with backoff: something is overloaded or starting up.</summary>
    AfterPause,
}
