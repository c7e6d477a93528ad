using System.Reflection;
using LiveKit.Sip.Testing;
using PublicApiGenerator;

namespace LiveKit.Sip.Tests.Api;

/// <summary>The public API lies in docs/api, so that a change of it is seen in review.</summary>
public class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        // Generated from LiveKit's tables, and held against them by the tests in Protocol/.
        DenyNamespacePrefixes = ["LiveKit.Protocol"],
        IncludeAssemblyAttributes = false,
    };

    public static TheoryData<string> Packages => ["LiveKit.Sip", "LiveKit.Sip.Testing"];

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task PublicApi_OfAPackage_IsTheListedOne(string package)
    {
        var actual = AssemblyOf(package).GeneratePublicApi(Options).ReplaceLineEndings("\n").Trim();

        // To accept a change: copy this file over docs/api/<package>.txt.
        var written = Path.Combine(AppContext.BaseDirectory, "Api", package + ".actual.txt");
        await File.WriteAllTextAsync(written, actual + "\n", TestContext.Current.CancellationToken);
        var listed = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Api", package + ".txt"), TestContext.Current.CancellationToken);

        Assert.True(
            listed.ReplaceLineEndings("\n").Trim() == actual,
            $"The public API of {package} differs from docs/api/{package}.txt. If that is meant, copy {Path.GetFileName(written)} from the test's output over it.");
    }

    private static Assembly AssemblyOf(string package) => package == "LiveKit.Sip" ? typeof(SipClient).Assembly : typeof(MockLiveKitServer).Assembly;
}
