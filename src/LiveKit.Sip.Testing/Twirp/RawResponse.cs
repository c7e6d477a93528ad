using System.Text;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Testing.Twirp;

/// <summary>An HTTP response of the mock server, complete in memory and independent of any connection.</summary>
internal sealed record RawResponse(int Status, string ContentType, byte[] Body)
{
    public const string Json = "application/json";
    public const string Protobuf = "application/protobuf";

    /// <summary>The value of the header Cache-Control; <see langword="null"/> when the response does not carry the header.</summary>
    public string? CacheControl { get; init; }

    public static RawResponse Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        if (Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        response.ContentType = ContentType;
        if (CacheControl is not null)
        {
            response.Headers.CacheControl = CacheControl;
        }

        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body).ConfigureAwait(false);
    }
}
