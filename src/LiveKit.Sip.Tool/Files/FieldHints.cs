using Google.Protobuf.Reflection;
using LiveKit.Sip.Tool.Words;

namespace LiveKit.Sip.Tool.Files;

/// <summary>Says which field was probably meant by one that does not exist.</summary>
internal static class FieldHints
{
    /// <returns>What was probably meant; null if the field exists, or if nothing is like it.</returns>
    public static string? Of(MessageDescriptor request, RequestJsonException error)
    {
        var path = error.Path.Split('.');
        var message = request;
        foreach (var name in path[..^1])
        {
            if (FieldOf(message, name.Split('[')[0]) is not { FieldType: FieldType.Message } field)
            {
                return null;
            }

            message = field.MessageType;
        }

        var unknown = path[^1];
        if (unknown.Length == 0 || FieldOf(message, unknown.Split('[')[0]) is not null)
        {
            return null;
        }

        var fields = message.Fields.InDeclarationOrder();
        if (fields.FirstOrDefault(field => IsOneMessage(field) && FieldOf(field.MessageType, unknown) is not null) is { } parent)
        {
            return $"it belongs inside \"{parent.Name}\"";
        }

        // The spelling that is closest, of both that are allowed.
        return ClosestWord.Of(unknown, fields.SelectMany(static field => new[] { field.Name, field.JsonName })) is { } meant ? $"did you mean \"{meant}\"?" : null;
    }

    private static bool IsOneMessage(FieldDescriptor field) => field is { FieldType: FieldType.Message, IsRepeated: false };

    private static FieldDescriptor? FieldOf(MessageDescriptor message, string name)
        => message.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name == name || field.JsonName == name);
}
