using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace LiveKit.Sip.Tests.Support;

/// <summary>What tests ask of a <see cref="FakeLogCollector"/>, which keeps the entries of all levels.</summary>
internal static class CollectedLog
{
    private const string Ours = "LiveKit.Sip";

    extension(FakeLogCollector log)
    {
        /// <summary>The entries of LiveKit.Sip's own category.</summary>
        public IReadOnlyList<FakeLogRecord> Entries => [.. log.GetSnapshot().Where(static entry => entry.Category == Ours)];

        /// <summary>The entries of LiveKit.Sip's own category with this id, in order.</summary>
        public IReadOnlyList<FakeLogRecord> Of(int eventId) => [.. log.Entries.Where(entry => entry.Id.Id == eventId)];

        /// <summary>Loggers for every category and level that log to this collector.</summary>
        public ILoggerFactory ToFactory() => new LoggerFactory([new FakeLoggerProvider(log)]);
    }

    extension(FakeLogRecord entry)
    {
        /// <summary>Text, values and exception: all that a sink could show.</summary>
        public string Everything => $"{entry.Message} {string.Join(' ', entry.StructuredState ?? [])} {entry.Exception}";
    }
}
