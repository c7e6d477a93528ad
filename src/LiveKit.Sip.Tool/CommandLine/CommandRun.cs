using LiveKit.Sip.Tool.Failures;

namespace LiveKit.Sip.Tool.CommandLine;

/// <summary>One run of a command that talks to a server. It connects when it is first asked to, so that a wrong request is named before a server is needed.</summary>
internal sealed class CommandRun : IAsyncDisposable
{
    private readonly Lazy<Connection> _connection;

    public CommandRun(Func<Connection> open)
    {
        _connection = new Lazy<Connection>(open);
    }

    /// <summary>The clients.</summary>
    /// <exception cref="UsageException">No server is named, or the credentials are missing or make no sense.</exception>
    public LiveKitClient LiveKit => _connection.Value.LiveKit;

    /// <summary>Says what a failure of that server means.</summary>
    public FailureTexts Failures => _connection.Value.Failures;

    /// <summary>Until when the phone that the command is about may ring although LiveKit could not be asked; null if that is not known.</summary>
    public DateTimeOffset? MayRingUntil { get; set; }

    public ValueTask DisposeAsync() => _connection.IsValueCreated ? LiveKit.DisposeAsync() : ValueTask.CompletedTask;
}
