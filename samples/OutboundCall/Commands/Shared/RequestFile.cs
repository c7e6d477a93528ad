using System.Text;
using LiveKit.Sip;

namespace OutboundCall.Commands;

/// <summary>Reads the JSON request files that LiveKit's own CLI takes.</summary>
internal static class RequestFile
{
    private const string StandardInput = "-";

    /// <param name="path">The file; - for standard input.</param>
    /// <param name="ofText">Reads a request from text.</param>
    /// <param name="ofFile">Reads a request from a file.</param>
    /// <param name="cancellationToken">Ends the waiting for standard input.</param>
    /// <exception cref="UsageException">The file cannot be read, or holds no request; says where the problem is.</exception>
    public static async Task<T> ReadAsync<T>(string path, Func<string, T> ofText, Func<string, T> ofFile, CancellationToken cancellationToken)
    {
        try
        {
            return path == StandardInput ? ofText(await ReadStandardInputAsync(cancellationToken)) : ofFile(path);
        }
        catch (RequestJsonException e)
        {
            throw new UsageException($"{(path == StandardInput ? "standard input" : path)}, {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"The request file cannot be read: {e.Message}", e);
        }
    }

    private static async Task<string> ReadStandardInputAsync(CancellationToken cancellationToken)
    {
        // JSON is UTF-8, whatever the terminal speaks; and a byte order mark is for the parser to refuse.
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);

        // A read from a terminal cannot be cancelled, but waiting for it can.
        return await input.ReadToEndAsync(cancellationToken).WaitAsync(cancellationToken);
    }
}
