namespace LiveKit.Sip.Messages;

/// <summary>Between proto3, where absent text is empty, and .NET, where it is null.</summary>
internal static class ProtoStrings
{
    public static string? OrNull(string value) => value.Length == 0 ? null : value;

    public static void CopyTo(IDictionary<string, string> source, IDictionary<string, string> target)
    {
        foreach (var (key, value) in source)
        {
            // A null that got past the compiler is named by the validation, not by a dictionary.
            target[key] = value ?? "";
        }
    }
}
