using System.Reflection;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Calls;

namespace LiveKit.Sip.Tests.Requests.Rules;

public sealed class SeveralMistakesTests
{
    [Fact]
    public void Check_EverythingWrong_NamesEveryField()
        => Assert.Equal(
            EverythingWrong.Fields.Order(),
            ValidRequests.FieldsOf(EverythingWrong.Request().ToProto()).Order());

    [Fact]
    public void Validate_EverythingWrong_NamesEveryPropertyThatThereIs()
    {
        var fields = EverythingWrong.Fields.Where(field => !field.Contains('[', StringComparison.Ordinal)).Append("room_name").ToList();

        Assert.All(fields, field => Assert.True(IsProperty(DialRequest.NameOf(field)), $"{field} is called {DialRequest.NameOf(field)}"));
        Assert.Equal(
            EverythingWrong.Fields.Select(NameWithKey).Order(),
            EverythingWrong.Request().Validate().Select(problem => problem.Field).Order());
    }

    // Also those that no rule is about yet.
    [Fact]
    public void NameOf_AnyField_IsAPropertyOrTheFieldItself()
    {
        foreach (var field in CreateSIPParticipantRequest.Descriptor.Fields.InDeclarationOrder()
            .Select(field => field.Name)
            .Concat(SIPOutboundConfig.Descriptor.Fields.InDeclarationOrder().Select(field => $"trunk.{field.Name}"))
            .Concat(SIPMediaConfig.Descriptor.Fields.InDeclarationOrder().Select(field => $"media.{field.Name}"))
            .Concat(Destination.Descriptor.Fields.InDeclarationOrder().Select(field => $"destination.{field.Name}")))
        {
            var name = DialRequest.NameOf(field);
            Assert.True(name == field || IsProperty(name), $"{field} is called {name}");
        }
    }

    [Fact]
    public void Message_EverythingWrong_ShowsNoNumberUserOrPassword()
    {
        var request = EverythingWrong.Request();
        var texts = new[]
        {
            new RequestValidationException(request.Validate()).ToString(),
            new RequestValidationException(ValidRequests.ProblemsOf(request.ToProto(), isCloud: true)).ToString(),
            request.ToString(),
        };

        Assert.All(texts, text => Assert.All(EverythingWrong.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase)));
    }

    // Keys are shown, for nothing else tells which entry is meant; numbers in them are not.
    [Fact]
    public void Message_KeysOfAnyKind_AreMaskedShortAndOnOneLine()
    {
        var message = ValidRequests.Message(m =>
        {
            m.Headers["X-+15005550123: y"] = "1";
            m.Headers["X-A\r\nX-B"] = "1";
            m.Headers[new string('a', 39) + ValidRequests.Astral + "b"] = "\n";
            m.ParticipantAttributes["sip.\n+15005550123"] = "1";
        });

        var text = new RequestValidationException(ValidRequests.ProblemsOf(message)).Message;

        Assert.DoesNotContain("5005550123", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, char.IsControl);
        Assert.DoesNotContain(text, char.IsSurrogate);
        Assert.Contains("X-A\\r\\nX-B", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DialAsync_TwoMistakes_NamesBothInOneMessage()
    {
        using var server = FakeLiveKit.Start();
        using var sip = FakeLiveKit.ClientOf(server);
        var request = new DialRequest { RoomName = "room", Trunk = new InlineTrunk { Hostname = "sip:x", From = "+15550100" } };

        var refusal = await Assert.ThrowsAsync<RequestValidationException>(() => sip.DialAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(
            "The request is wrong and was not sent. To: is required; Trunk.Hostname: must be a host name or IP address with an optional port, without sip:, user or parameters.",
            refusal.Message);
        Assert.Empty(server.Requests);
    }

    private static string NameWithKey(string field)
    {
        var key = field.IndexOf('[', StringComparison.Ordinal);
        return key < 0 ? DialRequest.NameOf(field) : DialRequest.NameOf(field[..key]) + field[key..];
    }

    private static bool IsProperty(string path)
    {
        var types = new List<Type> { typeof(DialRequest) };
        foreach (var name in path.Split('.'))
        {
            types = [.. types
                .SelectMany(type => type == typeof(SipTrunk) ? [typeof(StoredTrunk), typeof(InlineTrunk)] : new[] { type })
                .Select(type => type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance)?.PropertyType)
                .OfType<Type>()];
        }

        return types.Count > 0;
    }
}
