using System.Text;
using LiveKit.Sip.Tool.Host;
using Spectre.Console;

namespace LiveKit.Sip.Tool.Output;

/// <summary>Sets Spectre.Console up for a stream.</summary>
internal static class Terminal
{
    /// <param name="stream">Standard output or standard error.</param>
    public static IAnsiConsole Of(ToolStream stream)
        => AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new StreamOutput(stream),
            Ansi = stream.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = stream.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,

            // Build servers are taken for terminals otherwise.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });

    private sealed class StreamOutput(ToolStream stream) : IAnsiConsoleOutput
    {
        // Wide enough for every line of a table, so that what reads a pipe finds each row on one line.
        private const int PipeWidth = 200;

        private const int UsualWidth = 80;
        private const int UsualHeight = 24;

        public TextWriter Writer => stream.Writer;

        public bool IsTerminal => stream.IsTerminal;

        public int Width => IsTerminal ? SizeOr(UsualWidth, static () => Console.WindowWidth) : PipeWidth;

        public int Height => IsTerminal ? SizeOr(UsualHeight, static () => Console.WindowHeight) : UsualHeight;

        public void SetEncoding(Encoding encoding)
        {
            // The stream's own encoding is the right one.
        }

        // A terminal without a size says 0, or nothing.
        private static int SizeOr(int usual, Func<int> read)
        {
            try
            {
                return read() is > 0 and var size ? size : usual;
            }
            catch (IOException)
            {
                return usual;
            }
        }
    }
}
