using LiveKit.Sip.Authentication;

namespace LiveKit.Sip.Tests.Authentication;

public sealed class CredentialsTests
{
    [Fact]
    public async Task ReadyToken_AnyScope_GivesTheSameHeader()
    {
        var credentials = new ReadyToken("a.b.c");

        var header = await credentials.AuthorizeAsync(new TokenScope(Grants.SipAdmin), CancellationToken.None);

        Assert.Equal("Bearer a.b.c", header);
        Assert.Same(header, await credentials.AuthorizeAsync(new TokenScope(Grants.RoomAdmin, "room"), CancellationToken.None));
    }

    [Fact]
    public async Task ProvidedToken_Scope_IsAskedForExactly()
    {
        var asked = new List<(TokenRequest Request, CancellationToken Token)>();
        var credentials = new ProvidedToken((request, token) =>
        {
            asked.Add((request, token));
            return new ValueTask<string>($"token-{asked.Count}");
        });
        using var source = new CancellationTokenSource();

        var first = await credentials.AuthorizeAsync(new TokenScope(Grants.SipCall), source.Token);
        var second = await credentials.AuthorizeAsync(new TokenScope(Grants.SipCall | Grants.RoomAdmin, "a", "b"), source.Token);
        var third = await credentials.AuthorizeAsync(new TokenScope(Grants.RoomList), source.Token);

        Assert.Equal(["Bearer token-1", "Bearer token-2", "Bearer token-3"], [first, second, third]);
        Assert.All(asked, entry => Assert.Equal(source.Token, entry.Token));
        Assert.True(asked[0].Request is { Video: null, Sip: { Call: true, Admin: false } });
        Assert.True(asked[1].Request is
        {
            Sip: { Call: true, Admin: false },
            Video: { RoomAdmin: true, Room: "a", DestinationRoom: "b", RoomCreate: false, RoomList: false, RoomJoin: false },
        });
        Assert.True(asked[2].Request is { Sip: null, Video: { RoomList: true, RoomAdmin: false, Room: null } });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words")]
    [InlineData("a.b.c\n")]
    public async Task ProvidedToken_NoToken_IsAnErrorThatNamesTheOption(string? token)
    {
        var credentials = new ProvidedToken((_, _) => new ValueTask<string>(token!));

        var error = await Assert.ThrowsAsync<LiveKitException>(async () => await credentials.AuthorizeAsync(new TokenScope(Grants.SipCall), CancellationToken.None));

        Assert.Contains("LiveKitOptions.TokenProvider", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProvidedToken_ProviderThatThrows_IsTheCauseOfAnErrorThatNamesTheOption()
    {
        var cause = new TimeoutException("vault");
        var credentials = new ProvidedToken((_, _) => throw cause);

        var error = await Assert.ThrowsAsync<LiveKitException>(async () => await credentials.AuthorizeAsync(new TokenScope(Grants.SipCall), CancellationToken.None));

        Assert.Contains("LiveKitOptions.TokenProvider", error.Message, StringComparison.Ordinal);
        Assert.Same(cause, error.InnerException);
    }

    [Fact]
    public async Task ProvidedToken_CancelledByTheCaller_IsACancellation()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var credentials = new ProvidedToken(static (_, token) => ValueTask.FromCanceled<string>(token));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await credentials.AuthorizeAsync(new TokenScope(Grants.SipCall), source.Token));
    }
}
