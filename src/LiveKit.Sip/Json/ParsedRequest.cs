namespace LiveKit.Sip.Json;

/// <summary>A request read from JSON, and which of its fields the JSON named: proto3 itself forgets an explicit <c>false</c>.</summary>
internal sealed class ParsedRequest<T>(T message, IReadOnlySet<string> present)
{
    public T Message { get; } = message;

    /// <summary>The proto names of the top-level fields that are there and not null.</summary>
    public IReadOnlySet<string> Present { get; } = present;
}
