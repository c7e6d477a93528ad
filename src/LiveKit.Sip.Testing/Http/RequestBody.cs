using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Testing.Http;

/// <summary>Reads a request's body as far as LiveKit would.</summary>
internal static class RequestBody
{
    private const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The whole body; <see langword="null"/> when it is larger than LiveKit takes.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return null;
        }

        var reader = request.BodyReader;
        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in read.Buffer)
            {
                body.Write(segment.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (body.Length > MaxBytes)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                return body.ToArray();
            }
        }
    }
}
