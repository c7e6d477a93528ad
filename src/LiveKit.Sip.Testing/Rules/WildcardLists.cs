using Google.Protobuf.Collections;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>In some lists of trunks and dispatch rules, such as the numbers of a trunk, no value means any value.</summary>
internal static class WildcardLists
{
    /// <summary>Returns the values, or one empty string as the wildcard when there are none, so that conflicts between wildcards are found like all others.</summary>
    public static IEnumerable<string> ValuesOrWildcard(this RepeatedField<string> values) => values.Count == 0 ? [""] : values;
}
