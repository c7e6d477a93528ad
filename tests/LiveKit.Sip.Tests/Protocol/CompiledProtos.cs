using System.Reflection;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Protocol;

/// <summary>The descriptors compiled into LiveKit.Sip.</summary>
internal static class CompiledProtos
{
    /// <summary>Every public proto file, found by reflection so that a new one cannot slip past the tables.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } =
        [.. typeof(LivekitSipReflection).Assembly.GetExportedTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()];
}
