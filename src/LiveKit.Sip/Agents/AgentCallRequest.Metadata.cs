using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LiveKit.Sip;

public sealed partial class AgentCallRequest
{
    // The text is for an agent's JSON parser and for people, not for a web page: a number's plus sign stays one.
    private static readonly JsonSerializerOptions MetadataOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Sets <see cref="Metadata"/> to an object as JSON, without reflection.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="value">The object.</param>
    /// <param name="type">How it is written; its naming policy counts.</param>
    /// <returns>This request.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="type"/> is null.</exception>
    /// <exception cref="NotSupportedException">The object holds something that JSON has no form for.</exception>
    public AgentCallRequest SetMetadata<T>(T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Metadata = JsonSerializer.Serialize(value, type);
        return this;
    }

    /// <summary>
    /// Sets <see cref="Metadata"/> to an object as JSON. Properties are named in snake_case: <c>new { phone_number = "+1…" }</c> and
    /// <c>new { PhoneNumber = "+1…" }</c> both give <c>{"phone_number":"+1…"}</c>. A ready text belongs into <see cref="Metadata"/> itself.
    /// LiveKit's own example agents dial the <c>phone_number</c> that they find in their metadata: with such an agent the phone would ring twice, so
    /// tell it the number under another name, or dispatch it alone (<see cref="AgentDispatchClient"/>) and let it dial.
    /// </summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="value">The object.</param>
    /// <returns>This request.</returns>
    /// <exception cref="NotSupportedException">The object holds something that JSON has no form for.</exception>
    [RequiresUnreferencedCode("Reads the properties of any type. Use the overload with a JsonTypeInfo in a trimmed program.")]
    [RequiresDynamicCode("Reads the properties of any type. Use the overload with a JsonTypeInfo in an AOT program.")]
    public AgentCallRequest SetMetadata<T>(T value)
    {
        Metadata = JsonSerializer.Serialize(value, MetadataOptions);
        return this;
    }
}
