using Microsoft.Extensions.Options;

namespace LiveKit.Sip.DependencyInjection;

/// <summary>Lets a host fail at its start when the options are wrong, and names everything that is.</summary>
internal sealed class LiveKitOptionsValidator : IValidateOptions<LiveKitOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveKitOptions options)
    {
        var problems = OptionsChecks.Check(options, out _);
        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems.Select(problem => $"{Named(name)}: {problem}."));
    }

    private static string Named(string? name) => string.IsNullOrEmpty(name) ? nameof(LiveKitOptions) : $"{nameof(LiveKitOptions)} \"{name}\"";
}
