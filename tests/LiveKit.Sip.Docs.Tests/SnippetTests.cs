using System.Text.RegularExpressions;

namespace LiveKit.Sip.Docs.Tests;

/// <summary>What the pages show is what the snippets compile: every C# block must stand, line for line, in Snippets/.</summary>
public partial class SnippetTests
{
    public static TheoryData<string, string> Blocks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var page in Files("Pages", "*.md"))
            {
                foreach (Match block in CSharpBlock().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")))
                {
                    data.Add(Path.GetRelativePath(AppContext.BaseDirectory, page), block.Groups["code"].Value);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Pages_Together_ShowCSharp() => Assert.True(Blocks.Count >= 70);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Block_OfAPage_StandsInTheCompiledSnippets(string page, string code)
    {
        var wanted = Normalized(code);
        Assert.True(
            Files("Snippets", "*.cs").Any(file => Normalized(File.ReadAllText(file)).Contains(wanted, StringComparison.Ordinal)),
            $"{page} shows code that no snippet compiles:\n{code}");
    }

    private static IEnumerable<string> Files(string folder, string pattern)
        => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder), pattern, SearchOption.AllDirectories);

    private static string Normalized(string code)
        => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CSharpBlock();
}
