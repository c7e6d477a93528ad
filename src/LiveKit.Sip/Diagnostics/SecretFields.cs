using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Which fields of LiveKit's messages hold secrets.</summary>
internal static class SecretFields
{
    /// <summary>Passwords, which LiveKit's definitions mark, and the PINs of dispatch rules and the user names of trunks, which they don't.</summary>
    public static bool Holds(FieldDescriptor field) => KindOf(field) is not null;

    /// <summary>The secrets in a message and in those inside it.</summary>
    public static IEnumerable<Secret> Of(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (value is string { Length: > 0 } words && KindOf(field) is { } kind)
            {
                yield return new Secret(words, kind);
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

    private static SecretKind? KindOf(FieldDescriptor field) => field.Name switch
    {
        "pin" => SecretKind.Password,
        "auth_username" or "inbound_username" or "outbound_username" => SecretKind.UserName,
        _ => field.GetOptions()?.DebugRedact == true ? SecretKind.Password : null,
    };
}
