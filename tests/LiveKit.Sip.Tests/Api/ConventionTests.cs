using System.Reflection;

namespace LiveKit.Sip.Tests.Api;

/// <summary>What every public method of the clients has in common.</summary>
public class ConventionTests
{
    private static readonly Type[] Clients = [typeof(LiveKitClient), typeof(SipClient), typeof(RoomClient), typeof(AgentDispatchClient), typeof(SipCall)];

    public static TheoryData<string> AsyncMethods
        => [.. Methods().Where(IsAsync).Select(Name)];

    [Fact]
    public void AsyncMethods_Found_AreThoseOfTheClients() => Assert.True(Methods().Count(IsAsync) >= 12);

    [Theory]
    [MemberData(nameof(AsyncMethods))]
    public void AsyncMethod_OfAClient_FollowsTheConventions(string name)
    {
        var method = Methods().Single(candidate => Name(candidate) == name);
        if (method.Name == nameof(IAsyncDisposable.DisposeAsync))
        {
            return;
        }

        Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
        Assert.True(method is { IsVirtual: true, IsFinal: false }, $"{name} cannot be substituted");
        var last = method.GetParameters()[^1];
        Assert.Equal(typeof(CancellationToken), last.ParameterType);
        Assert.True(last.HasDefaultValue);
    }

    [Fact]
    public void Clients_All_CanBeDerivedFrom() => Assert.All(Clients, static client => Assert.False(client.IsSealed));

    [Fact]
    public void Exceptions_All_HaveGettersOnlyAndOneRoot()
    {
        var exceptions = typeof(LiveKitException).Assembly.GetExportedTypes().Where(static type => type.IsAssignableTo(typeof(Exception))).ToList();

        Assert.True(exceptions.Count >= 12);
        Assert.All(exceptions, static type =>
        {
            Assert.True(
                type.IsAssignableTo(typeof(LiveKitException)) || type.IsAssignableTo(typeof(ArgumentException)) || type.IsAssignableTo(typeof(OperationCanceledException)),
                $"{type.Name} has a root of its own");
            Assert.DoesNotContain(
                type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly),
                static property => property.SetMethod is { IsPublic: true });
        });
    }

    private static IEnumerable<MethodInfo> Methods()
        => Clients.SelectMany(static client => client.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));

    private static bool IsAsync(MethodInfo method)
        => method.ReturnType.IsAssignableTo(typeof(Task))
            || method.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal)
            || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal);

    private static string Name(MethodInfo method)
        => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(static parameter => parameter.ParameterType.Name))})";
}
