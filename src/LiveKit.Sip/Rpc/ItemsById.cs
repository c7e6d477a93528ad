using System.Runtime.CompilerServices;
using LiveKit.Protocol;

namespace LiveKit.Sip.Rpc;

/// <summary>Gets items by their ids, so many at once that no server cuts its answer off.</summary>
internal static class ItemsById
{
    /// <summary>How many items are asked for at once when the caller doesn't say.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>As many as there are ids, in their order, null where LiveKit has none: servers leave a place empty or leave it out, and answer in any order.</summary>
    /// <exception cref="ArgumentException">The list or an id in it is null, or an id is empty, which no item has.</exception>
    public static async Task<IReadOnlyList<TItem?>> FindAsync<TItem>(
        IReadOnlyList<string> ids,
        Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<TItem>>> fetchAsync,
        Func<TItem, string> idOf,
        CancellationToken cancellationToken)
        where TItem : class
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("No id may be null or empty.", nameof(ids));
        }

        var byId = new Dictionary<string, TItem>(StringComparer.Ordinal);
        await foreach (var item in ReadAsync(ids, page: null, fetchAsync, idOf, cancellationToken).ConfigureAwait(false))
        {
            byId[idOf(item)] = item;
        }

        return [.. ids.Select(byId.GetValueOrDefault)];
    }

    /// <summary>Those that LiveKit has, each once.</summary>
    /// <param name="ids">Their ids; without any, nothing is asked, because LiveKit would list everything.</param>
    /// <param name="page">Behind which of the ids to start, and how many to ask for at once; null for all, and the usual number.</param>
    /// <param name="fetchAsync">Gets some.</param>
    /// <param name="idOf">An item's id; empty for the place of one that does not exist.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async IAsyncEnumerable<TItem> ReadAsync<TItem>(
        IReadOnlyList<string> ids,
        Pagination? page,
        Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<TItem>>> fetchAsync,
        Func<TItem, string> idOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = page is { Limit: > 0 } ? page.Limit : DefaultPageSize;
        var distinct = ids.Distinct(StringComparer.Ordinal).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var start = page is { AfterId.Length: > 0 } ? distinct.IndexOf(page.AfterId) + 1 : 0;
        foreach (var some in distinct.Skip(start).Chunk(size))
        {
            foreach (var item in await fetchAsync(some, cancellationToken).ConfigureAwait(false))
            {
                if (idOf(item) is { Length: > 0 } id && seen.Add(id))
                {
                    yield return item;
                }
            }
        }
    }
}
