using System.Text;

namespace LiveKit.Sip.Tool.Host;

/// <summary>
/// A standard stream that may be closed, or a file on a full disk. A call goes on without it, and its exit code still tells
/// the outcome; standard error is told once what is missing.
/// </summary>
internal sealed class LastingWriter : TextWriter
{
    private readonly TextWriter _stream;
    private readonly TextWriter? _complaints;
    private volatile bool _broken;

    /// <param name="stream">The stream.</param>
    /// <param name="complaints">Hears of what could not be written; null when there is nobody left to tell.</param>
    public LastingWriter(TextWriter stream, TextWriter? complaints)
    {
        _stream = stream;
        _complaints = complaints;
    }

    public override Encoding Encoding => _stream.Encoding;

    public override void Write(char value) => Try(() => _stream.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => _stream.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => _stream.Write(value));

    public override void WriteLine(string? value) => Try(() => _stream.WriteLine(value));

    public override void Flush() => Try(_stream.Flush);

    private void Try(Action write)
    {
        if (_broken)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _broken = true;
            _complaints?.WriteLine($"error: standard output cannot be written: {e.Message}");
        }
    }
}
