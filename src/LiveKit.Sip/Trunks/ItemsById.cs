namespace LiveKit.Sip.Trunks;

/// <summary>Puts items where they were asked for.</summary>
internal static class ItemsById
{
    /// <exception cref="ArgumentException">An id is null or empty, which no item has.</exception>
    public static void Check(IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("No id may be null or empty.", nameof(ids));
        }
    }

    /// <summary>As many as there are ids, in their order, null where LiveKit has none: servers leave a place empty or leave it out, and answer in any order.</summary>
    public static IReadOnlyList<TItem?> Align<TItem>(IReadOnlyList<string> ids, IEnumerable<TItem> items, Func<TItem, string> idOf)
        where TItem : class
    {
        var byId = new Dictionary<string, TItem>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            byId[idOf(item)] = item;
        }

        return [.. ids.Select(byId.GetValueOrDefault)];
    }
}
