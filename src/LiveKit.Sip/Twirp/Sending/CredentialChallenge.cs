using System.Net;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>
/// A handler with credentials answers a challenge (HTTP 401 or 407) by sending the request again, and when that is refused, the challenge
/// itself is lost. The header that the handler has changed for the repeat tells that there was one.
/// </summary>
internal static class CredentialChallenge
{
    /// <summary>The challenge, with what to do about it as its text, which is short because messages cut what a server says; null if there was none.</summary>
    /// <param name="sent">The request as the handler left it.</param>
    /// <param name="attempt">The attempt that it makes.</param>
    public static HttpResponseMessage? Find(HttpRequestMessage sent, SendAttempt attempt)
    {
        if (sent.Headers.NonValidated.Contains("Proxy-Authorization"))
        {
            return Answer(
                HttpStatusCode.ProxyAuthenticationRequired,
                "LiveKit.Sip: a proxy asked for credentials, and a repeat with them, which could ring a phone twice, was refused. Use an https or wss URL, or let the proxy admit this client without asking");
        }

        // A followed redirect takes the header off, and is no challenge.
        return attempt.IsReplacedIn(sent)
            ? Answer(
                HttpStatusCode.Unauthorized,
                "LiveKit.Sip: the server asked for credentials, and a repeat with them was refused. Check API key and secret, and take Credentials, UseDefaultCredentials and PreAuthenticate off the primary handler")
            : null;
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string text) => new(status) { Content = new StringContent(text) };
}
