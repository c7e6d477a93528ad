using OutboundCall.Calls;
using Spectre.Console.Rendering;

namespace OutboundCall.Output;

/// <summary>What a command prints in the end.</summary>
/// <param name="Json">One line, for programs.</param>
/// <param name="Text">For people.</param>
/// <param name="ExitCode">What the program tells the shell.</param>
internal sealed record Answer(string Json, IRenderable Text, int ExitCode = ExitCode.Success)
{
    public static Answer Of(CallReport report)
    {
        var shown = ReportWriter.WithoutNumbers(report);
        return new Answer(ReportWriter.ToJson(shown), FactsTable.Of(shown), shown.ExitCode);
    }

    public void Write(bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(Json);
        }
        else
        {
            Terminal.Of(Console.Out).Write(Text);
        }
    }
}
