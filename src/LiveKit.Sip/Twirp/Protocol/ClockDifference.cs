using System.Globalization;
using System.Net;

namespace LiveKit.Sip.Twirp.Protocol;

/// <summary>Says by how much this machine's clock and a server's differ, where that is why the server refused a token.</summary>
internal static class ClockDifference
{
    // What LiveKit's server says of the times in a token.
    private static readonly string[] RefusedForTime = ["token is expired", "token is not valid yet", "token used before issued"];

    /// <summary>Explains a refusal for time.</summary>
    /// <returns>A text to put behind the message; empty for any other answer, and for one without a <c>Date</c>.</returns>
    public static string Explain(TwirpError error, HttpResponseMessage response, TimeProvider time)
    {
        if (response.StatusCode != HttpStatusCode.Unauthorized
            || !Array.Exists(RefusedForTime, words => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase))
            || response.Headers.Date is not { } date)
        {
            return "";
        }

        var ahead = time.GetUtcNow() - date;

        // The header has whole seconds, and the answer took its time.
        return ahead.Duration() < TimeSpan.FromSeconds(2)
            ? ". This machine's clock and the server's agree"
            : $". This machine's clock is {Text(ahead.Duration())} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the server's";
    }

    private static string Text(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(time.Days > 0 ? $"{time.Days} d " : "")}{(time.TotalHours >= 1 ? $"{time.Hours} h " : "")}{(time.TotalMinutes >= 1 ? $"{time.Minutes} min " : "")}{time.Seconds} s");
}
