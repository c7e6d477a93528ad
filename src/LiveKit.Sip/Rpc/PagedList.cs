using System.Globalization;
using System.Runtime.CompilerServices;
using LiveKit.Protocol;

namespace LiveKit.Sip.Rpc;

/// <summary>Reads a list to its end, from servers that send it in pages and from those that send everything at once, whatever they are asked.</summary>
internal static class PagedList
{
    /// <summary>How many pages are read of a list. With pages of a hundred items that is more than any project holds.</summary>
    private const int MaxPages = 10_000;

    /// <summary>Reads the whole list, or the items with the given ids.</summary>
    /// <param name="ids">The ids; none for the whole list.</param>
    /// <param name="first">Size and start of the first page, as the caller wants them; null for the usual.</param>
    /// <param name="fetchAsync">Gets a page of the list, or the items with some of the ids.</param>
    /// <param name="idOf">An item's id, by which the next page is asked for; empty for the place of an item that does not exist.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="LiveKitException">The list does not end.</exception>
    public static IAsyncEnumerable<TItem> ReadAsync<TItem>(
        IReadOnlyList<string> ids,
        Pagination? first,
        Func<IReadOnlyList<string>, Pagination?, CancellationToken, Task<IReadOnlyList<TItem>>> fetchAsync,
        Func<TItem, string> idOf,
        CancellationToken cancellationToken)
        => ids.Count > 0
            ? ItemsById.ReadAsync(ids, first, (some, cancellation) => fetchAsync(some, null, cancellation), idOf, cancellationToken)
            : ReadPagesAsync(first, (page, cancellation) => fetchAsync([], page, cancellation), idOf, cancellationToken);

    private static async IAsyncEnumerable<TItem> ReadPagesAsync<TItem>(
        Pagination? first,
        Func<Pagination, CancellationToken, Task<IReadOnlyList<TItem>>> fetchAsync,
        Func<TItem, string> idOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var limit = first is { Limit: > 0 } ? first.Limit : ItemsById.DefaultPageSize;
        var afterId = first?.AfterId ?? "";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var page = 0; page < MaxPages; page++)
        {
            var items = await fetchAsync(new Pagination { AfterId = afterId, Limit = limit }, cancellationToken).ConfigureAwait(false);
            var start = IndexOf(afterId, items, idOf) + 1;
            var bringsNew = false;
            foreach (var item in items.Skip(start))
            {
                if (idOf(item) is { Length: > 0 } id && seen.Add(id))
                {
                    afterId = id;
                    bringsNew = true;
                    yield return item;
                }
            }

            // What was to be passed over and is there all the same shows that the server sends everything at once. The number of items shows
            // nothing: servers have limits of their own, lower and higher.
            if (!bringsNew || start > 0)
            {
                yield break;
            }
        }

        throw new LiveKitException(string.Create(
            CultureInfo.InvariantCulture,
            $"The list of LiveKit's items did not end after {MaxPages:N0} pages of {limit}, each with something new: reading it was given up. Ask for larger pages, or for fewer items."));
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
