using System.Text;
using System.Threading.Channels;

namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>Keeps what is written, and hands out each line as it comes. Whoever writes takes turns.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _all = new();
    private readonly StringBuilder _line = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public LineWriter()
    {
        NewLine = "\n";
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            _all.Append(value);
            if (value == '\n')
            {
                _lines.Writer.TryWrite(_line.ToString());
                _line.Clear();
            }
            else
            {
                _line.Append(value);
            }
        }
    }

    /// <summary>The next line.</summary>
    /// <exception cref="EndOfStreamException">There are no more lines.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken)
        => await _lines.Reader.WaitToReadAsync(cancellationToken) ? await _lines.Reader.ReadAsync(cancellationToken) : throw new EndOfStreamException($"No more lines after: {this}");

    /// <summary>Says that no more lines come.</summary>
    public void Complete() => _lines.Writer.TryComplete();

    public override string ToString()
    {
        lock (_gate)
        {
            return _all.ToString();
        }
    }
}
