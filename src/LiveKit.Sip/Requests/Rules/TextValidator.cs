using System.Collections;
using Google.Protobuf;
using LiveKit.Sip.Messages;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>The one rule about every text of a message: it must be valid Unicode, for nothing else can be written as UTF-8.</summary>
internal static class TextValidator
{
    /// <summary>Names every text of a message that holds half of a surrogate pair.</summary>
    /// <param name="message">The message.</param>
    /// <param name="problems">What is wrong is added.</param>
    /// <param name="prefix">What the names of the message's fields begin with.</param>
    public static void Check(IMessage message, ProblemList problems, string prefix = "")
    {
        // Paths are put together only for a message with something wrong in it.
        if (!UnicodeText.IsWhole(message))
        {
            NameFields(message, problems, prefix);
        }
    }

    /// <summary>Checks a text that stands in no message.</summary>
    public static void CheckText(string text, string field, ProblemList problems) => NameValue(text, problems, field);

    private static void NameFields(IMessage message, ProblemList problems, string prefix)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var path = prefix.Length == 0 ? field.Name : $"{prefix}.{field.Name}";
            switch (field.Accessor.GetValue(message))
            {
                case IDictionary map:
                    NameEntries(map, problems, path);
                    break;
                case IList list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        NameValue(list[i], problems, $"{path}[{i}]");
                    }

                    break;
                case var value:
                    NameValue(value, problems, path);
                    break;
            }
        }
    }

    private static void NameEntries(IDictionary map, ProblemList problems, string path)
    {
        foreach (DictionaryEntry entry in map)
        {
            if (entry is { Key: string key } && !(UnicodeText.IsWhole(key) && UnicodeText.IsWhole(entry.Value)))
            {
                problems.AddKeyed(path, key, UnicodeText.IsWhole(key) ? Explain("the value", (string)entry.Value!) : Explain("the name", key));
            }
        }
    }

    private static void NameValue(object? value, ProblemList problems, string path)
    {
        if (value is IMessage message)
        {
            NameFields(message, problems, path);
        }
        else if (value is string text && !UnicodeText.IsWhole(text))
        {
            problems.Add(path, Explain("", text).TrimStart());
        }
    }

    private static string Explain(string subject, string text)
        => $"{subject} must be valid Unicode; it holds {CharacterText.At(text, UnicodeText.IndexOfLoneSurrogate(text))}";
}
