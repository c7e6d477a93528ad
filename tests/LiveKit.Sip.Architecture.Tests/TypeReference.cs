namespace LiveKit.Sip.Architecture.Tests;

/// <summary>A place in the source where one type names another, or a member of another.</summary>
/// <param name="From">The outermost type that holds the name.</param>
/// <param name="FromFile">The file that holds the name.</param>
/// <param name="Line">The line of the name, counted from one.</param>
/// <param name="To">The outermost type that is named.</param>
/// <param name="ToFolder">The folder in which that type is declared.</param>
public sealed record TypeReference(string From, SourceFile FromFile, int Line, string To, string ToFolder)
{
    public override string ToString() => $"{FromFile.Path}:{Line}: {From} names {To} ({Show(FromFile.Folder)} -> {Show(ToFolder)})";

    private static string Show(string folder) => folder.Length == 0 ? "(root)" : folder;
}
