using Google.Protobuf.Collections;
using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>Updates of a list: set, add and remove, or clear.</summary>
/// <remarks>Recorded is only what an update without anything gets; the other refusals are those of LiveKit's open-source server as published.</remarks>
internal static class ListUpdates
{
    public static void Check(ListUpdate update)
    {
        var adds = update.Add.Count + update.Remove.Count > 0;
        var changes = adds || update.Set.Count > 0;
        Refuse.If(!update.Clear && !changes, "unsupported list update operation");
        Refuse.If(update.Clear && changes, "cannot clear and change the list at the same time");
        Refuse.If(adds && update.Set.Count > 0, "cannot set and change the list at the same time");
        Refuse.If(update.Set.Concat(update.Add).Concat(update.Remove).Any(item => item.Length == 0), "empty element in the list");
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
