using Google.Protobuf.Collections;
using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>This class updates a list in one of three ways: it replaces the items, adds and removes some, or clears the list.</summary>
/// <remarks>Only the error of an empty update was recorded. The other errors are from LiveKit's published open-source server.</remarks>
internal static class ListUpdates
{
    public static void Check(ListUpdate update)
    {
        var adds = update.Add.Count + update.Remove.Count > 0;
        var changes = adds || update.Set.Count > 0;
        InvalidArgument.ThrowIf(!update.Clear && !changes, "unsupported list update operation");
        InvalidArgument.ThrowIf(update.Clear && changes, "cannot clear and change the list at the same time");
        InvalidArgument.ThrowIf(adds && update.Set.Count > 0, "cannot set and change the list at the same time");
        InvalidArgument.ThrowIf(update.Set.Concat(update.Add).Concat(update.Remove).Any(item => item.Length == 0), "empty element in the list");
    }

    public static void Apply(ListUpdate update, RepeatedField<string> list)
    {
        if (update.Clear || update.Set.Count > 0)
        {
            list.Clear();
        }

        foreach (var item in update.Remove)
        {
            list.Remove(item);
        }

        list.AddRange(update.Set);
        foreach (var item in update.Add.Where(item => !list.Contains(item)))
        {
            list.Add(item);
        }
    }
}
