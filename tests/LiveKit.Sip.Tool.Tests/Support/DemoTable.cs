namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>The table in which the demo ends.</summary>
internal static class DemoTable
{
    public static void ShowsTheFateOfEachCall(ProgramRun run)
    {
        Assert.Equal(0, run.ExitCode);
        run.ShowsNoStackTrace();
        var table = run.Output[run.Output.IndexOf("SIP status", StringComparison.Ordinal)..];
        Assert.All(
            ["Answered", "Busy", "486 Busy Here", "Declined", "603 Decline", "NoAnswer", "InvalidDestination", "404 Not Found", "TrunkFailure", "503 Service Unavailable", "Canceled"],
            text => Assert.Contains(text, table, StringComparison.Ordinal));
        Assert.Contains("call again later", table, StringComparison.Ordinal);
    }
}
