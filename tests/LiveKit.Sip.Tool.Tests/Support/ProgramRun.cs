using System.Text.Json;

namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>What a finished run of the program left behind.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>The one JSON object that standard output must be.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.Single(Output.TrimEnd().Split('\n'));
            return JsonElement.Parse(Output);
        }
    }

    public string? Outcome => Json.GetProperty("outcome").GetString();

    public string Message => Json.GetProperty("message").GetString()!;

    public void ShowsNoStackTrace()
    {
        Assert.DoesNotContain("   at ", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", Error, StringComparison.Ordinal);
    }
}
