using System.Globalization;
using System.Text;

namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>What a person sees of what a program writes to a terminal.</summary>
internal sealed class Screen
{
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;
    private int _column;

    /// <summary>The lines from the top, without white space at their ends.</summary>
    public IReadOnlyList<string> Lines => [.. _lines.Select(static line => line.ToString().TrimEnd())];

    /// <summary>Interprets what was written.</summary>
    public static Screen Of(string written)
    {
        var screen = new Screen();
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == '\e' && i + 1 < written.Length && written[i + 1] == '[')
            {
                var end = i + 2;
                while (written[end] is < '@' or > '~')
                {
                    end++;
                }

                screen.Control(written[end], written[(i + 2)..end]);
                i = end;
            }
            else
            {
                screen.Put(written[i]);
            }
        }

        return screen;
    }

    private void Put(char letter)
    {
        switch (letter)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                MoveTo(_row + 1);
                break;
            case >= ' ':
                var line = _lines[_row];
                line.Append(' ', Math.Max(0, _column + 1 - line.Length));
                line[_column++] = letter;
                break;
        }
    }

    private void Control(char kind, string parameters)
    {
        // To a terminal, moving by 0 means moving by 1.
        var count = int.TryParse(parameters, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? given : 1;
        switch (kind)
        {
            case 'A':
                _row = Math.Max(0, _row - count);
                break;
            case 'B':
                MoveTo(_row + count);
                break;
            case 'G':
                _column = count - 1;
                break;
            case 'K' when parameters == "2":
                _lines[_row].Clear();
                break;
            case 'K' when parameters is "" or "0":
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                break;
            case 'J' when parameters is "" or "0":
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            case 'm' or 'h' or 'l':
                break;
            default:
                Assert.Fail($"The screen knows no ESC [ {parameters} {kind}.");
                break;
        }
    }

    private void MoveTo(int row)
    {
        _row = row;
        while (_lines.Count <= row)
        {
            _lines.Add(new StringBuilder());
        }
    }
}
