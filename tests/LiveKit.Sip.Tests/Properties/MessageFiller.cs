using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip.Tests.Properties;

/// <summary>Fills the fields of LiveKit's messages, the oneofs and the deprecated ones too, with hostile texts and with numbers of any size.</summary>
/// <param name="texts">The texts, used again and again.</param>
/// <param name="random">Says which fields are filled, and with what numbers; the same seed gives the same message.</param>
internal sealed class MessageFiller(IReadOnlyList<string> texts, Random random)
{
    private const int Deepest = 4;

    private int _next;

    public void Fill(IMessage message, int depth = 0)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(_ => random.Next(3) > 0))
        {
            if (field.IsMap)
            {
                ((IDictionary)field.Accessor.GetValue(message))[Text()] = field.MessageType.FindFieldByNumber(2) is { FieldType: FieldType.String } ? Text() : Value(field.MessageType.FindFieldByNumber(2), depth);
            }
            else if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(Value(field, depth));
            }
            else if (Value(field, depth) is { } value)
            {
                field.Accessor.SetValue(message, value);
            }
        }
    }

    private string Text() => texts[_next++ % texts.Count];

    private object? Value(FieldDescriptor field, int depth)
    {
        switch (field.FieldType)
        {
            case FieldType.String when SecretFields.Holds(field):
                return Hostile.Secret;
            case FieldType.String:
                return field.Name.Contains("number", StringComparison.Ordinal) && random.Next(2) == 0 ? Hostile.Number : Text();
            case FieldType.Message when depth == Deepest && !field.IsRepeated:
                return null;
            case FieldType.Message:
                var inner = (IMessage)Activator.CreateInstance(field.MessageType.ClrType)!;
                if (depth < Deepest)
                {
                    Fill(inner, depth + 1);
                }

                return inner;
            case FieldType.Enum:
                return Enum.ToObject(field.EnumType.ClrType, random.Next(-1, 9));
            case FieldType.Bool:
                return random.Next(2) == 0;
            case FieldType.Int32:
                return random.Next(int.MinValue, int.MaxValue);
            case FieldType.Int64:
                return random.NextInt64(long.MinValue, long.MaxValue);
            case FieldType.UInt32:
                return (uint)random.Next();
            case FieldType.UInt64:
                return (ulong)random.NextInt64();
            case FieldType.Bytes:
                return ByteString.CopyFromUtf8("bytes");
            case FieldType.Float:
                return float.NaN;
            case FieldType.Double:
                return double.NaN;
            default:
                throw new NotSupportedException(field.FullName);
        }
    }
}
