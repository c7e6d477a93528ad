using System.Runtime.CompilerServices;
using LiveKit.Protocol;

namespace LiveKit.Sip.Trunks;

/// <summary>Reads a list to its end, from servers that send it in pages and from those that send everything at once, whatever they are asked.</summary>
internal static class PagedList
{
    /// <summary>How many items are asked for at once when the caller doesn't say.</summary>
    public const int DefaultPageSize = 100;

    /// <param name="first">Size and start of the first page, as the caller wants them; null for the usual.</param>
    /// <param name="isById">Whether the caller named the items, which are then not divided into pages unless the caller does.</param>
    /// <param name="fetchAsync">Gets a page.</param>
    /// <param name="idOf">An item's id, by which the next page is asked for; empty for the place of an item that does not exist.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async IAsyncEnumerable<TItem> ReadAsync<TItem>(
        Pagination? first,
        bool isById,
        Func<Pagination?, CancellationToken, Task<IReadOnlyList<TItem>>> fetchAsync,
        Func<TItem, string> idOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var limit = first is { Limit: > 0 } ? first.Limit : isById ? 0 : DefaultPageSize;
        var afterId = first?.AfterId ?? "";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var page = first is null && isById ? null : new Pagination { AfterId = afterId, Limit = limit };
            var items = await fetchAsync(page, cancellationToken).ConfigureAwait(false);
            var start = IndexOf(afterId, items, idOf) + 1;
            var bringsNew = false;
            foreach (var item in items.Skip(start))
            {
                var id = idOf(item);
                if (id.Length > 0 && seen.Add(id))
                {
                    afterId = id;
                    bringsNew = true;
                    yield return item;
                }
            }

            // The server sends everything at once, if what was to be passed over is there, or more than was asked for.
            // Fewer than were asked for prove nothing: servers have limits of their own.
            if (!bringsNew || start > 0 || items.Count > limit)
            {
                yield break;
            }
        }
    }

    private static int IndexOf<TItem>(string id, IReadOnlyList<TItem> items, Func<TItem, string> idOf)
    {
        for (var i = 0; id.Length > 0 && i < items.Count; i++)
        {
            if (idOf(items[i]) == id)
            {
                return i;
            }
        }

        return -1;
    }
}
