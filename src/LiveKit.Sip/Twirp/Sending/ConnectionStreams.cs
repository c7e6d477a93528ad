namespace LiveKit.Sip.Twirp.Sending;

/// <summary>Knows the streams that write a request's content to a connection, by the assemblies that they come from.</summary>
internal static class ConnectionStreams
{
    /// <summary>The assemblies of WinHttpHandler and of the handlers of mobile platforms.</summary>
    private static readonly string[] PlatformAssemblies =
        ["System.Net.Http.WinHttpHandler", "Mono.Android", "Microsoft.iOS", "Microsoft.tvOS", "Microsoft.MacCatalyst", "Microsoft.macOS"];

    /// <summary>Whether a stream is one of those. Every other stream may keep what is written to it, for somebody to send again.</summary>
    public static bool Include(Stream stream)
    {
        var type = stream.GetType();
        return type.Assembly == typeof(HttpContent).Assembly
            ? !IsBuffer(type)
            : Array.IndexOf(PlatformAssemblies, type.Assembly.GetName().Name) >= 0;
    }

    // The buffers of HttpContent are types nested in it, or in a type that is.
    private static bool IsBuffer(Type type)
    {
        for (var outer = type.DeclaringType; outer is not null; outer = outer.DeclaringType)
        {
            if (outer == typeof(HttpContent))
            {
                return true;
            }
        }

        return typeof(MemoryStream).IsAssignableFrom(type);
    }
}
