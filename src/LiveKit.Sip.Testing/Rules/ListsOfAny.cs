using Google.Protobuf.Collections;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>Lists that stand for everything when they are empty.</summary>
internal static class ListsOfAny
{
    /// <summary>The values; one empty one, which stands for any, when there are none.</summary>
    public static IEnumerable<string> ValuesOrAny(this RepeatedField<string> values) => values.Count == 0 ? [""] : values;
}
