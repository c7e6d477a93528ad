using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Stores;

/// <summary>
/// This store keeps the mock server's trunks of one kind, or its dispatch rules, by id. It is thread-safe, and copies items on the way in
/// and out, so that nobody changes a stored item outside its lock.
/// </summary>
internal sealed class SipStore<T>
    where T : class, IMessage<T>, new()
{
    private const int IdField = 1;

    private static readonly IFieldAccessor Id = new T().Descriptor.FindFieldByNumber(IdField).Accessor;

    // The items are sorted because LiveKit lists them in the order of their ids.
    private readonly SortedDictionary<string, T> _items = new(StringComparer.Ordinal);
    private readonly string _notFound;
    private readonly Func<string> _newId;
    private readonly Action<IReadOnlyList<T>, T?>? _check;
    private readonly MockLiveKitOptions _options;

    /// <summary>Creates an empty store.</summary>
    /// <param name="notFound">The text of the error when no item has the requested id.</param>
    /// <param name="newId">Makes up the id of a new item.</param>
    /// <param name="options">The options that say how lists behave.</param>
    /// <param name="check">Throws when items conflict. Its arguments are the stored items in the order of their ids, and the item to add, which has no id yet.</param>
    public SipStore(string notFound, Func<string> newId, MockLiveKitOptions options, Action<IReadOnlyList<T>, T?>? check = null)
    {
        _notFound = notFound;
        _newId = newId;
        _options = options;
        _check = check;
    }

    public static string IdOf(T item) => (string)Id.GetValue(item);

    public T Add(T item)
    {
        var stored = item.Clone();
        lock (_items)
        {
            _check?.Invoke([.. _items.Values], stored);
            Id.SetValue(stored, _newId());
            _items.Add(IdOf(stored), stored);
        }

        return stored.Clone();
    }

    /// <summary>Adds an item under its own id, or under a new one when its id is empty. The result is <see langword="null"/> when another item has the id.</summary>
    public T? TryAdd(T item)
    {
        var id = IdOf(item);
        if (id.Length == 0)
        {
            return Add(item);
        }

        lock (_items)
        {
            return _items.TryAdd(id, item.Clone()) ? item.Clone() : null;
        }
    }

    public T Get(string id)
    {
        lock (_items)
        {
            return Find(id).Clone();
        }
    }

    /// <summary>Replaces the item that has the id.</summary>
    public T Change(string id, Func<T, T> change)
    {
        lock (_items)
        {
            var changed = change(Find(id).Clone());
            Id.SetValue(changed, id);
            _check?.Invoke([.. _items.Select(item => item.Key == id ? changed : item.Value)], null);
            _items[id] = changed;
            return changed.Clone();
        }
    }

    public T Remove(string id)
    {
        lock (_items)
        {
            var item = Find(id);
            _items.Remove(id);
            return item;
        }
    }

    public bool TryRemove(string id)
    {
        lock (_items)
        {
            return _items.Remove(id);
        }
    }

    /// <summary>Lists the items that pass the filter: those with the ids, in the order of the ids given, or all of them when no id is given.</summary>
    public IReadOnlyList<T> List(IReadOnlyCollection<string> ids, Pagination? page, Func<T, bool> filter)
    {
        lock (_items)
        {
            if (ids.Count > 0)
            {
                var found = ids.Select(id => _items.GetValueOrDefault(id)).Where(item => item is null ? _options.Cloud : filter(item));
                return [.. found.Select(item => item?.Clone() ?? new T())];
            }

            return [.. PageOf(_items.Values.Where(filter), page).Select(item => item.Clone())];
        }
    }

    private IEnumerable<T> PageOf(IEnumerable<T> items, Pagination? page)
    {
        // LiveKit's open-source server ignores the page and sends all items at once.
        if (page is null || !_options.Cloud)
        {
            return items;
        }

        var size = page.Limit > 0 ? Math.Min(page.Limit, _options.MaxPageSize) : _options.MaxPageSize;
        return items.Where(item => string.CompareOrdinal(IdOf(item), page.AfterId) > 0).Take(size);
    }

    private T Find(string id) => _items.GetValueOrDefault(id) ?? throw new TwirpErrorException(TwirpCode.NotFound, _notFound);
}
