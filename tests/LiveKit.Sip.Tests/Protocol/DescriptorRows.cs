using System.Globalization;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Tests.Protocol;

/// <summary>Writes descriptors down the way the tables do.</summary>
internal static class DescriptorRows
{
    public static IEnumerable<SchemaRow> Schema(IEnumerable<FileDescriptor> files) => files.SelectMany(file =>
        file.MessageTypes.SelectMany(OfMessage).Concat(file.EnumTypes.SelectMany(OfEnum)));

    public static IEnumerable<ServiceRow> Services(IEnumerable<FileDescriptor> files) =>
        from file in files
        from service in file.Services
        from method in service.Methods
        select new ServiceRow(
            service.FullName,
            method.Name,
            Streamed(method.IsClientStreaming, method.InputType),
            Streamed(method.IsServerStreaming, method.OutputType));

    private static IEnumerable<SchemaRow> OfMessage(MessageDescriptor message)
    {
        // A map's entry is a type of the compiler's making; its field is written as map<key,value>.
        var nested = message.NestedTypes.Where(type => type.GetOptions()?.MapEntry != true).ToList();
        var fields = message.Fields.InDeclarationOrder();
        if (fields.Count == 0 && nested.Count == 0 && message.EnumTypes.Count == 0)
        {
            yield return new SchemaRow(
                message.File.Name, "message", message.FullName, "", "", "", "", "", NotesOf(message));
        }

        foreach (var row in fields.Select(OfField)
            .Concat(nested.SelectMany(OfMessage))
            .Concat(message.EnumTypes.SelectMany(OfEnum)))
        {
            yield return row;
        }
    }

    private static SchemaRow OfField(FieldDescriptor field)
    {
        var options = field.GetOptions();
        return new SchemaRow(
            field.File.Name,
            "field",
            field.ContainingType.FullName,
            field.Name,
            Number(field.FieldNumber),
            TypeOf(field),
            LabelOf(field),
            field.RealContainingOneof?.Name ?? "",
            NotesOf(field.ContainingType)
                | (options?.Deprecated == true ? SchemaNotes.Deprecated : SchemaNotes.None)
                | (options?.DebugRedact == true ? SchemaNotes.Secret : SchemaNotes.None));
    }

    private static IEnumerable<SchemaRow> OfEnum(EnumDescriptor type) => type.Values.Select(value => new SchemaRow(
        type.File.Name,
        "value",
        type.FullName,
        value.Name,
        Number(value.Number),
        "",
        "",
        "",
        (type.GetOptions()?.Deprecated == true ? SchemaNotes.TypeDeprecated : SchemaNotes.None)
            | (value.GetOptions()?.Deprecated == true ? SchemaNotes.Deprecated : SchemaNotes.None)));

    private static SchemaNotes NotesOf(MessageDescriptor message) =>
        message.GetOptions()?.Deprecated == true ? SchemaNotes.TypeDeprecated : SchemaNotes.None;

    private static string TypeOf(FieldDescriptor field) => field switch
    {
        { IsMap: true } => MapOf(field.MessageType),
        { FieldType: FieldType.Message or FieldType.Group } => field.MessageType.FullName,
        { FieldType: FieldType.Enum } => field.EnumType.FullName,
        _ => field.FieldType.ToString().ToLowerInvariant(),
    };

    private static string MapOf(MessageDescriptor entry) =>
        $"map<{TypeOf(entry.FindFieldByNumber(1))},{TypeOf(entry.FindFieldByNumber(2))}>";

    private static string LabelOf(FieldDescriptor field) => field switch
    {
        { IsMap: true } => "",
        { IsRepeated: true } => "repeated",
        { IsRequired: true } => "required",
        _ => field.ToProto().Proto3Optional ? "optional" : "",
    };

    private static string Streamed(bool stream, MessageDescriptor type) =>
        stream ? $"stream {type.FullName}" : type.FullName;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
