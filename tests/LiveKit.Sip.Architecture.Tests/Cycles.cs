namespace LiveKit.Sip.Architecture.Tests;

/// <summary>Finds cycles in a graph by Tarjan's algorithm.</summary>
public static class Cycles
{
    /// <summary>The sets of nodes that reach each other; a node alone is no cycle.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Find(IEnumerable<(string From, string To)> edges)
    {
        var targets = edges.Where(edge => edge.From != edge.To).ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        var search = new Search(targets);
        foreach (var node in targets.Select(group => group.Key).Order(StringComparer.Ordinal))
        {
            search.Visit(node);
        }

        return search.Found;
    }

    private sealed class Search(ILookup<string, string> targets)
    {
        private readonly Dictionary<string, int> _numbers = [];
        private readonly Dictionary<string, int> _lowest = [];
        private readonly Stack<string> _path = [];
        private readonly HashSet<string> _onPath = [];

        public List<IReadOnlyList<string>> Found { get; } = [];

        public void Visit(string node)
        {
            if (_numbers.ContainsKey(node))
            {
                return;
            }

            _numbers[node] = _lowest[node] = _numbers.Count;
            _path.Push(node);
            _onPath.Add(node);
            foreach (var target in targets[node].Distinct(StringComparer.Ordinal))
            {
                if (!_numbers.TryGetValue(target, out var number))
                {
                    Visit(target);
                    _lowest[node] = Math.Min(_lowest[node], _lowest[target]);
                }
                else if (_onPath.Contains(target))
                {
                    _lowest[node] = Math.Min(_lowest[node], number);
                }
            }

            if (_lowest[node] == _numbers[node])
            {
                TakeComponent(node);
            }
        }

        private void TakeComponent(string root)
        {
            var component = new List<string>();
            string node;
            do
            {
                node = _path.Pop();
                _onPath.Remove(node);
                component.Add(node);
            }
            while (node != root);
            if (component.Count > 1)
            {
                Found.Add([.. component.Order(StringComparer.Ordinal)]);
            }
        }
    }
}
