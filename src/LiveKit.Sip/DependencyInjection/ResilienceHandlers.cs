namespace LiveKit.Sip.DependencyInjection;

/// <summary>Knows the handlers that repeat requests or cut them short, by name: their packages are none of this library's dependencies.</summary>
internal static class ResilienceHandlers
{
    private static readonly string[] Namespaces = ["Microsoft.Extensions.Http.Resilience", "Polly"];

    public static bool Includes(DelegatingHandler handler)
    {
        for (var type = handler.GetType(); type is not null && type != typeof(DelegatingHandler); type = type.BaseType)
        {
            if (type.FullName == "Microsoft.Extensions.Http.PolicyHttpMessageHandler" || Namespaces.Any(name => IsIn(type.Namespace, name)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(string? actual, string expected)
        => actual is not null
            && actual.StartsWith(expected, StringComparison.Ordinal)
            && (actual.Length == expected.Length || actual[expected.Length] == '.');
}
