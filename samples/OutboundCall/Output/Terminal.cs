using Spectre.Console;

namespace OutboundCall.Output;

/// <summary>Sets Spectre.Console up for a writer.</summary>
internal static class Terminal
{
    // Wide enough for every line of a table, so that what reads a pipe finds each row on one line.
    private const int PipeWidth = 200;

    /// <param name="writer">Console.Out or Console.Error.</param>
    public static IAnsiConsole Of(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = output.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,

            // Build servers are taken for terminals otherwise.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (!output.IsTerminal)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}
