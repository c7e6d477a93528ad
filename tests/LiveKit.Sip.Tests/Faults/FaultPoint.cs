namespace LiveKit.Sip.Tests.Faults;

/// <summary>Where on its way a request fails. "Forwarded" means: the mock gets the whole request and carries it out.</summary>
public enum FaultPoint
{
    /// <summary>No connection: the server's name has no address.</summary>
    NameNotResolved,

    /// <summary>No connection: nobody listens on the port.</summary>
    ConnectionRefused,

    /// <summary>No connection: what listens there speaks no TLS.</summary>
    TlsFails,

    /// <summary>The head is read, none of the body, then the connection is reset. Not forwarded, as a Twirp server acts on a whole body only.</summary>
    ResetBeforeBody,

    /// <summary>The head and half of the body are read, then the connection is reset. Not forwarded.</summary>
    ResetAfterHalfBody,

    /// <summary>Forwarded, then the connection is reset without a byte of answer.</summary>
    ResetAfterBody,

    /// <summary>Forwarded; the head of the mock's answer is passed on, then the connection is reset.</summary>
    ResetAfterAnswerHeaders,

    /// <summary>Forwarded; the head and half of the body of the mock's answer are passed on, then the connection is closed in good order.</summary>
    HalfAnswer,

    /// <summary>Forwarded; when the mock answers, a 200 of type application/protobuf is passed on whose bytes do not parse.</summary>
    UnreadableAnswer,

    /// <summary>Forwarded; when the mock answers, bytes that are no HTTP are passed on, and the connection is closed.</summary>
    Garbage,

    /// <summary>Forwarded, and nothing is passed on until the client gives up.</summary>
    Silence,

    /// <summary>Not forwarded: a proxy answers 408 with a page of its own.</summary>
    Status408,

    /// <summary>Not forwarded: a proxy answers 429 with a page of its own.</summary>
    Status429,

    /// <summary>Not forwarded: a proxy answers 451 with a page of its own.</summary>
    Status451,

    /// <summary>Not forwarded: a proxy answers 500 with a page of its own.</summary>
    Status500,

    /// <summary>Not forwarded: a proxy answers 502 with a page of its own.</summary>
    Status502,

    /// <summary>Not forwarded: a proxy answers 503 with a page of its own.</summary>
    Status503,

    /// <summary>Not forwarded: a proxy answers 504 with a page of its own.</summary>
    Status504,

    /// <summary>Not forwarded: a proxy answers 520 with a page of its own.</summary>
    Status520,

    /// <summary>Forwarded; a proxy loses its upstream and answers 502.</summary>
    Status502AfterForwarding,

    /// <summary>Forwarded; a proxy grows tired of its upstream and answers 504.</summary>
    Status504AfterForwarding,

    /// <summary>HTTP/2: a GOAWAY whose last stream is the one before the request's. The body is not read, nothing is forwarded.</summary>
    Http2GoAway,

    /// <summary>HTTP/2: RST_STREAM with REFUSED_STREAM (0x7). The body is not read, nothing is forwarded.</summary>
    Http2RefusedStream,

    /// <summary>HTTP/2: forwarded, then RST_STREAM with INTERNAL_ERROR (0x2).</summary>
    Http2ResetAfterBody,
}
