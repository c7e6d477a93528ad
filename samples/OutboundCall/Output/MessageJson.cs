using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OutboundCall.Output;

/// <summary>LiveKit's messages as JSON on one line, every field named as in the rest of the program's JSON, without their secrets.</summary>
internal static class MessageJson
{
    /// <summary>What is shown in place of a secret; LiveKit's own CLI does the same.</summary>
    public const string Secret = "****";

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    public static string Of<T>(T message)
        where T : IMessage<T>
    {
        var shown = message.Clone();
        foreach (var field in shown.Descriptor.Fields.InDeclarationOrder().Where(IsSecret))
        {
            if (field.Accessor.GetValue(shown) is string { Length: > 0 })
            {
                field.Accessor.SetValue(shown, Secret);
            }
        }

        return Formatter.Format(shown);
    }

    public static string Of<T>(IEnumerable<T> messages)
        where T : IMessage<T> => $"[{string.Join(", ", messages.Select(Of))}]";

    private static bool IsSecret(FieldDescriptor field) => field.GetOptions() is { DebugRedact: true };
}
