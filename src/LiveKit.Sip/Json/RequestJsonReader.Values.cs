using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace LiveKit.Sip.Json;

internal ref partial struct RequestJsonReader
{
    /// <summary>Reads what is no list and no map.</summary>
    /// <param name="type">What the value must be.</param>
    /// <param name="field">The field that it belongs to: for the value of a map, the map.</param>
    private void ReadValue(FieldDescriptor type, FieldDescriptor field)
    {
        switch (type.FieldType)
        {
            case FieldType.Message when type.MessageType.FullName == Duration.Descriptor.FullName:
                ReadDuration(field);
                break;
            case FieldType.Message when type.MessageType.FullName == Timestamp.Descriptor.FullName:
                ReadTimestamp(field);
                break;
            case FieldType.Message:
                if (_reader.TokenType != JsonTokenType.StartObject)
                {
                    throw ValueRefusal("message", field);
                }

                ReadMessage(type.MessageType);
                break;
            case FieldType.Bool:
                if (_reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
                {
                    throw ValueRefusal("bool", field);
                }

                _output.WriteBooleanValue(_reader.GetBoolean());
                break;
            case FieldType.String:
                if (_reader.TokenType != JsonTokenType.String)
                {
                    throw ValueRefusal("string", field);
                }

                _output.WriteStringValue(Text());
                break;
            case FieldType.Enum:
                ReadEnum(type, field);
                break;
            case FieldType.Int32 or FieldType.Int64 or FieldType.UInt32 or FieldType.UInt64:
                ReadInteger(type, field);
                break;
            default:
                throw new NotSupportedException($"{type.FullName} is of type {type.FieldType}, which no request file holds.");
        }
    }

    private void ReadEnum(FieldDescriptor type, FieldDescriptor field)
    {
        if (_reader.TokenType == JsonTokenType.String && type.EnumType.FindValueByName(Text()) is { } value)
        {
            _output.WriteNumberValue(value.Number);
        }
        else if (_reader.TokenType == JsonTokenType.Number && JsonScalars.TryReadInteger(TokenText(), FieldType.Int32, out var number))
        {
            _output.WriteNumberValue((int)number);
        }
        else
        {
            throw ValueRefusal("enum", field, $" (one of {string.Join(", ", type.EnumType.Values.Select(v => v.Name))})");
        }
    }

    private void ReadInteger(FieldDescriptor type, FieldDescriptor field)
    {
        if (!JsonScalars.TryReadInteger(TokenText(), type.FieldType, out var value))
        {
            throw ValueRefusal(type.FieldType.ToString().ToLowerInvariant(), field);
        }

        // As text: Google.Protobuf reads JSON numbers through double, which loses digits of 64-bit integers.
        _output.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private void ReadDuration(FieldDescriptor field)
    {
        if (_reader.TokenType != JsonTokenType.String || !JsonScalars.TryReadDuration(Text(), out var duration))
        {
            throw ValueRefusal("duration", field, " (write it as \"5s\")");
        }

        _output.WriteStringValue(duration);
    }

    private void ReadTimestamp(FieldDescriptor field)
    {
        if (_reader.TokenType != JsonTokenType.String || !JsonScalars.IsTimestamp(Text()))
        {
            throw ValueRefusal("timestamp", field, " (write it as \"2026-01-31T12:00:00Z\")");
        }

        _output.WriteStringValue(Text());
    }

    private readonly string TokenText() => _reader.TokenType == JsonTokenType.String ? Text() : Encoding.UTF8.GetString(_reader.ValueSpan);
}
