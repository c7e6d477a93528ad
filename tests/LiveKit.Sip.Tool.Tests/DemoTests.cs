using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class DemoTests
{
    [Theory]
    [InlineData]
    [InlineData("demo")]
    public async Task Run_NoServerConfigured_ShowsTheFateOfEachCall(params string[] arguments)
        => DemoTable.ShowsTheFateOfEachCall(await Lksip.RunAsync(arguments, time: new HurriedTimeProvider()));
}
