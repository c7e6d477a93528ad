using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace LiveKit.Sip.Tests.Requests;

/// <summary>Messages with a value in every field, those of inner messages included.</summary>
internal static class FilledMessages
{
    /// <param name="descriptor">The type of message.</param>
    /// <param name="alternative">Which member of each oneof is filled.</param>
    public static IMessage Filled(MessageDescriptor descriptor, int alternative)
    {
        var message = descriptor.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            if (field.RealContainingOneof is { } oneof && oneof.Fields[alternative % oneof.Fields.Count] != field)
            {
                continue;
            }

            if (field.IsMap)
            {
                ((IDictionary)field.Accessor.GetValue(message)).Add($"key-{field.Name}", $"value-{field.Name}");
            }
            else if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(ValueOf(field, alternative));
            }
            else
            {
                field.Accessor.SetValue(message, ValueOf(field, alternative));
            }
        }

        return message;
    }

    private static object ValueOf(FieldDescriptor field, int alternative) => field.FieldType switch
    {
        // Escaped, as LiveKit wants it.
        FieldType.String when field.Name == "display_name" => "a \\\"b\\\" \\\\ ü😀",
        // Refused otherwise.
        FieldType.String when field.Name == "dtmf" => "12w#",
        FieldType.String when field.FullName == "livekit.Destination.country" || field.Name == "destination_country" => "US",
        FieldType.String => $"text-{field.Name}",
        FieldType.Bytes => ByteString.CopyFromUtf8($"bytes-{field.Name}"),
        FieldType.Bool => true,
        FieldType.UInt32 => 7u,
        FieldType.Int32 => 7,
        FieldType.Int64 => 8L,
        FieldType.UInt64 => 9UL,
        FieldType.Enum => field.EnumType.Values[^1].Number,
        FieldType.Message when field.MessageType == Duration.Descriptor => new Duration { Seconds = field.FieldNumber, Nanos = 500_000_000 },
        FieldType.Message when field.MessageType == Timestamp.Descriptor => new Timestamp { Seconds = 1_800_000_000 + field.FieldNumber },
        FieldType.Message => Filled(field.MessageType, alternative),
        _ => throw new NotSupportedException($"{field.FullName} is of type {field.FieldType}."),
    };
}
