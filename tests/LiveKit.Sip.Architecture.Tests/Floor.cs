namespace LiveKit.Sip.Architecture.Tests;

/// <summary>A folder of a source project, and what it is there for.</summary>
/// <param name="Folder">The folder's path inside the project with forward slashes; empty for the project's root.</param>
/// <param name="Purpose">What the folder holds.</param>
public sealed record Floor(string Folder, string Purpose);
