using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;

namespace LiveKit.Sip.Twirp.Protocol;

/// <summary>An error answer, read: Twirp's JSON in any member order, or whatever an intermediary sent.</summary>
internal sealed class TwirpError
{
    /// <summary>How much of a foreign body is kept for the reader.</summary>
    internal const int KeptBodyBytes = 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private TwirpError(string code, string message, IReadOnlyDictionary<string, string> metadata, bool isTwirp)
    {
        Code = code;
        Message = message;
        Metadata = metadata;
        IsTwirp = isTwirp;
    }

    public string Code { get; }

    public string Message { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public bool IsTwirp { get; }

    /// <summary>Reads an error answer. One with a code and a message in JSON is Twirp's, whatever media type a proxy has given it.</summary>
    public static TwirpError Read(int httpStatus, ReadOnlySpan<byte> body)
        => TryReadJson(body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body) is { } error
            ? error
            : new TwirpError(CodeOf(httpStatus), KeptText(body), ReadOnlyDictionary<string, string>.Empty, isTwirp: false);

    /// <summary>What Twirp's specification makes of an answer that is no Twirp error.</summary>
    internal static string CodeOf(int httpStatus) => httpStatus switch
    {
        >= 300 and < 400 => TwirpErrorCodes.Internal,
        400 => TwirpErrorCodes.Internal,
        401 => TwirpErrorCodes.Unauthenticated,
        403 => TwirpErrorCodes.PermissionDenied,
        404 => TwirpErrorCodes.BadRoute,
        429 => TwirpErrorCodes.ResourceExhausted,
        502 or 503 or 504 => TwirpErrorCodes.Unavailable,
        _ => TwirpErrorCodes.Unknown,
    };

    private static TwirpError? TryReadJson(ReadOnlySpan<byte> body)
    {
        string? code = null;
        string? message = null;
        IReadOnlyDictionary<string, string> metadata = ReadOnlyDictionary<string, string>.Empty;
        try
        {
            // Some proxies put a byte order mark before what they pass on.
            var json = new Utf8JsonReader(body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString();
                json.Read();
                switch (name)
                {
                    case "code" when json.TokenType == JsonTokenType.String:
                        code = json.GetString();
                        break;
                    case "msg" when json.TokenType == JsonTokenType.String:
                        message = json.GetString();
                        break;
                    case "meta" when json.TokenType == JsonTokenType.StartObject:
                        metadata = ReadMetadata(ref json);
                        break;
                    default:
                        json.Skip();
                        break;
                }
            }

            // Reading on to the end refuses an answer that was cut off or has something behind it.
            while (json.Read())
            {
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return string.IsNullOrEmpty(code) || message is null ? null : new TwirpError(Normalized(code), message, metadata, isTwirp: true);
    }

    private static Dictionary<string, string> ReadMetadata(ref Utf8JsonReader json)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (json.TokenType == JsonTokenType.String)
            {
                metadata[name] = json.GetString()!;
            }
            else
            {
                using var value = JsonDocument.ParseValue(ref json);
                metadata[name] = value.RootElement.GetRawText();
            }
        }

        return metadata;
    }

    // Some peers leave out the underscore.
    private static string Normalized(string code) => code == "dataloss" ? TwirpErrorCodes.DataLoss : code;

    private static string KeptText(ReadOnlySpan<byte> body)
    {
        if (body.Length <= KeptBodyBytes)
        {
            return Encoding.UTF8.GetString(body);
        }

        // The text must not end in the middle of a character: of UTF-8's up to four bytes, all but the first begin with 10.
        var end = KeptBodyBytes;
        while (end > KeptBodyBytes - 3 && (body[end] & 0b1100_0000) == 0b1000_0000)
        {
            end--;
        }

        return Encoding.UTF8.GetString(body[..end]);
    }
}
