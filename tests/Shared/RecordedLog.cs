using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Shared;

/// <summary>What was logged, all levels. Thread-safe.</summary>
public sealed class RecordedLog : ILoggerFactory
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    public IReadOnlyList<Entry> Entries => [.. _entries];

    /// <summary>The entries with this id, in order.</summary>
    public IReadOnlyList<Entry> Of(int eventId) => [.. _entries.Where(entry => entry.EventId == eventId)];

    public ILogger CreateLogger(string categoryName) => new Recorder(_entries, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It keeps the entries itself.");

    public void Dispose()
    {
    }

    /// <summary>One entry.</summary>
    /// <param name="Category">Who logged it.</param>
    /// <param name="EventId">Its id.</param>
    /// <param name="Level">Its level.</param>
    /// <param name="Text">Its text.</param>
    /// <param name="Everything">Text, state and exception: all that a sink could show.</param>
    public sealed record Entry(string Category, int EventId, LogLevel Level, string Text, string Everything);

    private sealed class Recorder(ConcurrentQueue<Entry> entries, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
            entries.Enqueue(new Entry(category, eventId.Id, logLevel, text, string.Create(CultureInfo.InvariantCulture, $"{text} {values} {exception}")));
        }
    }
}
