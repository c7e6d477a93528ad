using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.Shared;

/// <summary>One log entry, with everything that a sink could show of it in its text.</summary>
public sealed record LogEntry(string Category, LogLevel Level, int EventId, string Message, string Text);

/// <summary>Keeps what is logged, at all levels. Thread-safe.</summary>
public sealed class RecordingLoggerFactory : ILoggerFactory
{
    private const string Ours = "LiveKit.Sip";

    private readonly ConcurrentQueue<LogEntry> _entries = new();

    /// <summary>All entries, of every category.</summary>
    public IReadOnlyList<LogEntry> All => [.. _entries];

    /// <summary>The entries of LiveKit.Sip's own category.</summary>
    public IReadOnlyList<LogEntry> Entries => [.. _entries.Where(entry => entry.Category == Ours)];

    /// <summary>The entries of LiveKit.Sip's own category with this id.</summary>
    public IReadOnlyList<LogEntry> Of(int eventId) => [.. Entries.Where(entry => entry.EventId == eventId)];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var message = formatter(state, exception);
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
            entries.Enqueue(new LogEntry(category, logLevel, eventId.Id, message, $"{message} {values} {exception}"));
        }
    }
}
