using System.Text.RegularExpressions;

namespace LiveKit.Sip.Docs.Tests;

/// <summary>The pages find each other, and the index finds them all.</summary>
public partial class LinkTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Pages");

    public static TheoryData<string, string> Links
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var page in Pages())
            {
                foreach (Match link in PageLink().Matches(File.ReadAllText(page)))
                {
                    data.Add(Path.GetRelativePath(Root, page), link.Groups["target"].Value);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void Link_OfAPage_LeadsToAPageAndAHeading(string page, string target)
    {
        var parts = target.Split('#');
        var from = Path.Combine(Root, page);
        var to = parts[0].Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, parts[0]));

        Assert.True(File.Exists(to), $"{page} leads to {target}, which is not there");
        if (parts.Length > 1)
        {
            Assert.Contains(parts[1], File.ReadLines(to).Where(static line => line.StartsWith('#')).Select(Anchor));
        }
    }

    [Fact]
    public void Index_OfTheDocumentation_NamesEveryPage()
    {
        var docs = Path.Combine(Root, "docs");
        var index = File.ReadAllText(Path.Combine(docs, "README.md"));

        Assert.All(
            Directory.EnumerateFiles(docs).Where(static page => Path.GetFileName(page) != "README.md"),
            page => Assert.Contains($"({Path.GetFileName(page)})", index, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories);

    private static string Anchor(string heading)
        => string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant().Where(static c => char.IsLetterOrDigit(c) || c is ' ' or '-')).Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^):]*\.md(#[^)]*)?|#[^)]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PageLink();
}
