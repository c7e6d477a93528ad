using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.State;

/// <summary>One kind of trunks, or the dispatch rules, of the mock server, by id. Thread-safe; what goes in and out is copied.</summary>
internal sealed class SipStore<T>
    where T : class, IMessage<T>, new()
{
    private const int IdField = 1;

    private static readonly IFieldAccessor Id = new T().Descriptor.FindFieldByNumber(IdField).Accessor;

    // LiveKit lists by id.
    private readonly SortedDictionary<string, T> _items = new(StringComparer.Ordinal);
    private readonly string _notFound;
    private readonly Func<string> _newId;
    private readonly Action<IReadOnlyList<T>, T?>? _check;
    private readonly MockLiveKitOptions _options;

    /// <summary>Creates an empty store.</summary>
    /// <param name="notFound">The error's text when there is nothing with an id.</param>
    /// <param name="newId">Makes ids up.</param>
    /// <param name="options">How lists are answered.</param>
    /// <param name="check">Refuses what can't be there together: what is stored, by id, and what shall be added, still without an id.</param>
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

    public T Get(string id)
    {
        lock (_items)
        {
            return Find(id).Clone();
        }
    }

    /// <summary>Puts something else in the place of what has the id.</summary>
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

    /// <summary>Those with the ids, in their order, or all; of these, those that the filter takes.</summary>
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
        // Open source ignores the page and sends everything at once.
        if (page is null || !_options.Cloud)
        {
            return items;
        }

        var size = page.Limit > 0 ? Math.Min(page.Limit, _options.MaxPageSize) : _options.MaxPageSize;
        return items.Where(item => string.CompareOrdinal(IdOf(item), page.AfterId) > 0).Take(size);
    }

    private T Find(string id) => _items.GetValueOrDefault(id) ?? throw new TwirpErrorException(TwirpCode.NotFound, _notFound);
}
