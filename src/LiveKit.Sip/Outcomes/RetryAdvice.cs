namespace LiveKit.Sip;

/// <summary>
/// Whether dialing the same callee again makes sense. It is advice about a single failure; an outcome only has a usual one. This library never
/// dials again by itself.
/// </summary>
public enum RetryAdvice
{
    /// <summary>Dialing again makes no sense: the call was answered, the callee does not want it, it is not known what happened, or nothing here would change it.</summary>
    Never = 0,

    /// <summary>Minutes or hours later: the callee or the carrier may be ready then.</summary>
    Later,

    /// <summary>After fixing the request, the trunk, the number or the credentials; the same again would end the same.</summary>
    AfterFixing,

    /// <summary>After a pause of seconds, with backoff: something is overloaded or starting up.</summary>
    AfterPause,
}
