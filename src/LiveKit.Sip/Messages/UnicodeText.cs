using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Messages;

/// <summary>Finds texts that UTF-8 cannot hold. Google.Protobuf would put another character in the place of half a surrogate pair, and so name another room.</summary>
internal static class UnicodeText
{
    /// <summary>Refuses a message with such a text in it.</summary>
    /// <exception cref="ArgumentException">A text is no valid Unicode; its field is named.</exception>
    public static void ThrowIfBroken(IMessage message)
    {
        if (!IsWhole(message))
        {
            var field = message.Descriptor.Fields.InFieldNumberOrder().First(field => !IsWhole(field.Accessor.GetValue(message)));
            throw new ArgumentException($"{field.Name} must be valid Unicode; it holds half of a surrogate pair.", nameof(message));
        }
    }

    /// <summary>Where half of a surrogate pair is; -1 if the text holds none.</summary>
    public static int IndexOfLoneSurrogate(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a value of a message, and all that is in it, is free of such texts.</summary>
    public static bool IsWhole(object? value) => value switch
    {
        string text => IndexOfLoneSurrogate(text) < 0,
        IMessage message => IsWhole(message),
        IDictionary { Count: > 0 } map => AreWhole(map.Keys) && AreWhole(map.Values),
        IList { Count: > 0 } list => AreWhole(list),
        _ => true,
    };

    // Every request goes through here, so nothing is made that only a broken text needs.
    private static bool IsWhole(IMessage message)
    {
        var fields = message.Descriptor.Fields.InFieldNumberOrder();
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].FieldType is FieldType.String or FieldType.Message && !IsWhole(fields[i].Accessor.GetValue(message)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreWhole(ICollection values)
    {
        foreach (var value in values)
        {
            if (!IsWhole(value))
            {
                return false;
            }
        }

        return true;
    }
}
