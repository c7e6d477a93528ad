namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>Command lines of <c>dial</c>.</summary>
internal static class DialArguments
{
    /// <summary>A complete dial over an inline trunk, with whatever else a test is about.</summary>
    public static string[] To(string number, params IEnumerable<string> more)
        => ["dial", "--to", number, "--room", "the-room", "--trunk-host", "pstn.example.com", "--from", "+15005550100", .. more];
}
