using System.Text.Json;

namespace LiveKit.Sip.Tests.Recorded;

/// <summary>Copies of what a real LiveKit server answered in November 2026.</summary>
internal static class Recordings
{
    public static IReadOnlyList<JsonElement> Read(string file) => ReadArray("recordings", file);

    /// <summary>Small inputs from public reports.</summary>
    public static IReadOnlyList<JsonElement> Cases(string file) => ReadArray("cases", file);

    /// <summary>The lines of a protocol table without its header; comments come along.</summary>
    public static IReadOnlyList<string> Table(string file, string header)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "protocol", file));
        Assert.Equal(header, lines[0]);
        return lines[1..];
    }

    private static IReadOnlyList<JsonElement> ReadArray(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", folder, file)));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
