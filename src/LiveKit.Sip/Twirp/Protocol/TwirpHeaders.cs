using System.Reflection;

namespace LiveKit.Sip.Twirp.Protocol;

/// <summary>The fixed values of headers.</summary>
internal static class TwirpHeaders
{
    public const string ContentType = "application/protobuf";

    public static string UserAgent { get; } = "LiveKit.Sip.NET/"
        + (typeof(TwirpHeaders).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");
}
