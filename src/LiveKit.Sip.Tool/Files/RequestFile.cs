using System.Text;
using Google.Protobuf.Reflection;
using LiveKit.Sip.Tool.Failures;
using LiveKit.Sip.Tool.Host;

namespace LiveKit.Sip.Tool.Files;

/// <summary>Reads the JSON request files that LiveKit's own CLI takes.</summary>
internal sealed class RequestFile
{
    private const string StandardInput = "-";

    // Bytes that are no UTF-8 become a character that shows in no name; a byte order mark stays, for the parser to refuse.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ToolHost _host;
    private readonly string _path;

    /// <param name="host">Whose standard input counts.</param>
    /// <param name="path">The file; - for standard input.</param>
    public RequestFile(ToolHost host, string path)
    {
        _host = host;
        _path = path;
    }

    /// <param name="descriptor">What the file describes.</param>
    /// <param name="ofText">Reads a request from text.</param>
    /// <param name="ofFile">Reads a request from a file.</param>
    /// <param name="cancellationToken">Ends the waiting for standard input.</param>
    /// <exception cref="UsageException">The file cannot be read, or holds no request; says where the problem is, and what was probably meant.</exception>
    public async Task<T> ReadAsync<T>(MessageDescriptor descriptor, Func<string, T> ofText, Func<string, T> ofFile, CancellationToken cancellationToken)
    {
        var isInput = _path == StandardInput;
        byte[] content = [];
        try
        {
            content = isInput ? await ReadStandardInputAsync(cancellationToken) : await File.ReadAllBytesAsync(_path, cancellationToken);
            return isInput ? ofText(Utf8.GetString(content)) : ofFile(_path);
        }
        catch (RequestJsonException e)
        {
            var hint = JsonHints.Of(content, e) ?? FieldHints.Of(descriptor, e);
            throw new UsageException($"{(isInput ? "standard input" : _path)}, {e.Message}{(hint is null ? "" : $"; {hint}")}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"The request file cannot be read: {e.Message}", e);
        }
    }

    private async Task<byte[]> ReadStandardInputAsync(CancellationToken cancellationToken)
    {
        await using var input = _host.OpenInput();
        using var content = new MemoryStream();

        // A read from a terminal cannot be canceled, but waiting for it can.
        await input.CopyToAsync(content, cancellationToken).WaitAsync(cancellationToken);
        return content.ToArray();
    }
}
