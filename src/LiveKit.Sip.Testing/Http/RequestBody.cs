using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Testing.Http;

/// <summary>This class reads the body of a request, up to the size that LiveKit accepts.</summary>
internal static class RequestBody
{
    private const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Reads the whole body. The result is <see langword="null"/> when the body is larger than LiveKit accepts.</summary>
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
