using System.Globalization;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Json;

/// <summary>Walks a JSON text along a message's descriptor and copies what it accepts, without nulls, to a writer.</summary>
internal ref partial struct RequestJsonReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly Utf8JsonWriter _output;
    private Utf8JsonReader _reader;
    private string _path = "";
    private bool _afterTheObject;

    public RequestJsonReader(ReadOnlySpan<byte> utf8, Utf8JsonWriter output)
    {
        _utf8 = utf8;
        _output = output;
        _reader = new Utf8JsonReader(utf8);
    }

    /// <summary>Reads the one object that the text must be.</summary>
    /// <returns>The proto names of the top-level fields that are there and not null.</returns>
    public HashSet<string> Read(MessageDescriptor descriptor)
    {
        try
        {
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                throw Refusal("a JSON object is expected");
            }

            var present = ReadMessage(descriptor);
            _afterTheObject = true;
            _reader.Read();
            return present;
        }
        catch (JsonException e)
        {
            throw JsonSyntax.Explain(_utf8, JsonPosition.OffsetOf(e, _utf8), _afterTheObject, _path);
        }
    }

    private HashSet<string> ReadMessage(MessageDescriptor descriptor)
    {
        var fields = descriptor.Fields.InDeclarationOrder();
        var outer = _path;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var present = new HashSet<string>(StringComparer.Ordinal);
        var oneofs = new HashSet<string>(StringComparer.Ordinal);
        _output.WriteStartObject();
        while (NextName(out var name))
        {
            var prefix = outer.Length == 0 ? "" : outer + ".";
            if (fields.FirstOrDefault(f => f.JsonName == name || f.Name == name) is not { } field)
            {
                var shown = FieldEcho.UnknownName(name, fields);
                _path = prefix + (shown.StartsWith('"') ? shown[1..^1] : "");
                throw Refusal($"unknown field {shown}");
            }

            _path = prefix + field.Name;
            if (!seen.Add(field.Name))
            {
                throw Refusal($"duplicate field \"{name}\"");
            }

            var nameReader = _reader;
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.Null)
            {
                if (field.RealContainingOneof is { } oneof && !oneofs.Add(oneof.Name))
                {
                    _reader = nameReader;
                    throw Refusal($"\"{name}\" cannot be set: oneof {oneof.Name} is already set");
                }

                present.Add(field.Name);
                _output.WritePropertyName(field.JsonName);
                ReadField(field);
            }

            _path = outer;
        }

        _output.WriteEndObject();
        return present;
    }

    private void ReadField(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            ReadMap(field);
        }
        else if (field.IsRepeated)
        {
            ReadList(field);
        }
        else
        {
            ReadValue(field, field);
        }
    }

    private void ReadList(FieldDescriptor field)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw ValueRefusal("list", field);
        }

        var outer = _path;
        _output.WriteStartArray();
        for (var index = 0; ; index++)
        {
            _path = string.Create(CultureInfo.InvariantCulture, $"{outer}[{index}]");
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.EndArray)
            {
                break;
            }

            ReadValue(field, field);
        }

        _output.WriteEndArray();
        _path = outer;
    }

    private void ReadMap(FieldDescriptor field)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw ValueRefusal("map", field);
        }

        var valueField = field.MessageType.FindFieldByNumber(2);
        var outer = _path;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        _output.WriteStartObject();
        while (NextName(out var key))
        {
            _path = $"{outer}[{FieldEcho.Key(key)}]";
            if (!keys.Add(key))
            {
                throw Refusal($"duplicate map key {FieldEcho.Key(key)}");
            }

            _output.WritePropertyName(key);
            _reader.Read();
            ReadValue(valueField, field);
            _path = outer;
        }

        _output.WriteEndObject();
    }

    private bool NextName(out string name)
    {
        _reader.Read();
        name = _reader.TokenType == JsonTokenType.PropertyName ? Text() : "";
        return _reader.TokenType == JsonTokenType.PropertyName;
    }

    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refusal("the text is not valid Unicode");
        }
    }

    private readonly RequestJsonException ValueRefusal(string kind, FieldDescriptor field, string hint = "")
        => Refusal($"invalid value for {kind} field {field.JsonName}: {FieldEcho.Value(_reader.TokenType, TokenText(), field)}{hint}");

    private readonly RequestJsonException Refusal(string problem)
    {
        var (line, column) = JsonPosition.At(_utf8, (int)_reader.TokenStartIndex);
        return new RequestJsonException(problem, line, column, _path);
    }
}
