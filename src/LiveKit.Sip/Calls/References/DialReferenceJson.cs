using System.Text.Json.Serialization;

namespace LiveKit.Sip.Calls.References;

/// <summary>Reads and writes references without reflection.</summary>
[JsonSerializable(typeof(DialReference))]
internal sealed partial class DialReferenceJson : JsonSerializerContext;
