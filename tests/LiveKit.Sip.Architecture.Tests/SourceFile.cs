namespace LiveKit.Sip.Architecture.Tests;

/// <summary>A file of a source project.</summary>
/// <param name="Path">The path inside the project, with forward slashes.</param>
/// <param name="Text">What the file holds.</param>
/// <param name="IsGenerated">Whether the build made the file; generated files stand on no floor.</param>
public sealed record SourceFile(string Path, string Text, bool IsGenerated = false)
{
    /// <summary>The folder of the file; empty for the project's root.</summary>
    public string Folder => Path.LastIndexOf('/') is var slash and >= 0 ? Path[..slash] : "";
}
