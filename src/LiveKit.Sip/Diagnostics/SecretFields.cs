using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Which fields of LiveKit's messages hold secrets.</summary>
internal static class SecretFields
{
    /// <summary>Passwords, which LiveKit's definitions mark, and the PINs of dispatch rules, which they don't.</summary>
    public static bool Holds(FieldDescriptor field) => field.Name == "pin" || field.GetOptions()?.DebugRedact == true;

    /// <summary>The secrets in a message and in those inside it.</summary>
    public static IEnumerable<string> Of(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (value is string { Length: > 0 } words && Holds(field))
            {
                yield return words;
            }

            var inner = value switch
            {
                IMessage one => [one],
                IList list => list.OfType<IMessage>(),
                _ => [],
            };
            foreach (var secret in inner.SelectMany(Of))
            {
                yield return secret;
            }
        }
    }
}
