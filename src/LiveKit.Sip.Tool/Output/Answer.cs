using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Reports;
using Spectre.Console.Rendering;

namespace LiveKit.Sip.Tool.Output;

/// <summary>What a command prints in the end.</summary>
/// <param name="Json">One line, for programs.</param>
/// <param name="Text">For people.</param>
/// <param name="ExitCode">What the program tells the shell.</param>
internal sealed record Answer(string Json, IRenderable Text, int ExitCode = ExitCodes.Success)
{
    public static Answer Of(CallReport report)
    {
        var shown = ReportWriter.WithoutNumbers(report);
        return new Answer(ReportWriter.ToJson(shown), FactsTable.Of(shown), shown.ExitCode);
    }

    public void Write(ToolHost host, bool json)
    {
        if (json)
        {
            host.Output.Writer.WriteLine(Json);
        }
        else
        {
            Terminal.Of(host.Output).Write(Text);
        }
    }
}
