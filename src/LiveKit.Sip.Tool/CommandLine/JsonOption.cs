using System.CommandLine;

namespace LiveKit.Sip.Tool.CommandLine;

/// <summary>The option <c>--json</c>, which every command has that says what became of something.</summary>
internal static class JsonOption
{
    public const string Name = "--json";

    public static Option<bool> Create(string description) => new(Name) { Description = description };
}
