using LiveKit.Sip.Common;
using LiveKit.Sip.Exceptions;

namespace LiveKit.Sip.Authentication;

/// <summary>Where the value of the Authorization header comes from.</summary>
internal abstract class Credentials
{
    private const string Scheme = "Bearer ";

    /// <summary>The header value, ready to send, for a call with this scope.</summary>
    public abstract ValueTask<string> AuthorizeAsync(TokenScope scope, CancellationToken cancellationToken);

    /// <summary>Drops a header that a server refused, so that it is not used again where it was kept.</summary>
    public virtual void Forget(TokenScope scope, string header)
    {
    }

    /// <summary>Whether a dial in this room can be cleaned up after, its participant looked at and removed, as far as can be known beforehand.</summary>
    public virtual bool CanCleanUp(string room) => true;

    /// <summary>Whether a header can carry the text.</summary>
    public static bool IsToken(string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    protected static string Header(string token) => Scheme + token;
}

/// <summary>One token for everything, made elsewhere.</summary>
internal sealed class ReadyToken : Credentials
{
    private readonly CleanUpRight _cleanUpRight;
    private readonly string _header;

    public ReadyToken(string token)
    {
        _cleanUpRight = new CleanUpRight(token);
        _header = Header(token);
    }

    public override bool CanCleanUp(string room) => _cleanUpRight.Covers(room);

    public override ValueTask<string> AuthorizeAsync(TokenScope scope, CancellationToken cancellationToken) => new(_header);
}

/// <summary>A delegate of the caller is asked for each call; caching is its own affair.</summary>
internal sealed class ProvidedToken : Credentials
{
    private readonly Func<TokenRequest, CancellationToken, ValueTask<string>> _provider;

    public ProvidedToken(Func<TokenRequest, CancellationToken, ValueTask<string>> provider)
    {
        _provider = provider;
    }

    public override async ValueTask<string> AuthorizeAsync(TokenScope scope, CancellationToken cancellationToken)
    {
        var request = new TokenRequest(scope.ToVideoGrant(), scope.ToSipGrant());
        string token;
        try
        {
            token = await _provider(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Many clients report a cancellation in an exception of their own.
            if (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException($"{PublicNames.TokenProvider} was canceled.", e, cancellationToken);
            }

            throw new LiveKitException($"{PublicNames.TokenProvider} failed.", e);
        }

        return IsToken(token) ? Header(token) : throw new LiveKitException($"{PublicNames.TokenProvider} returned no token: a JWT is expected, without white space.");
    }
}
