using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Tool.Output;

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
        Hide(shown);
        return Formatter.Format(shown);
    }

    public static string Of<T>(IEnumerable<T> messages)
        where T : IMessage<T> => $"[{string.Join(", ", messages.Select(Of))}]";

    private static void Hide(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            switch (field.Accessor.GetValue(message))
            {
                case string { Length: > 0 } when IsSecret(field):
                    field.Accessor.SetValue(message, Secret);
                    break;
                case IMessage inner:
                    Hide(inner);
                    break;
                case IDictionary map:
                    HideAll(map.Values);
                    break;
                case IList list:
                    HideAll(list);
                    break;
            }
        }
    }

    private static void HideAll(IEnumerable items)
    {
        foreach (var inner in items.OfType<IMessage>())
        {
            Hide(inner);
        }
    }

    private static bool IsSecret(FieldDescriptor field) => field.GetOptions() is { DebugRedact: true };
}
