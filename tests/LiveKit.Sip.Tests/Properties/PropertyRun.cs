using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace LiveKit.Sip.Tests.Properties;

/// <summary>Runs a property over many random inputs; a failure names the input and the seed that makes it again.</summary>
internal static class PropertyRun
{
    /// <summary>The environment variable with the number of inputs of each property.</summary>
    private const string Variable = "LIVEKIT_SIP_PROPERTY_INPUTS";

    // Enough to notice a property that has become false, in the time of any other test.
    private const int Default = 300;

    public static int Inputs { get; } = int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var inputs) ? inputs : Default;

    /// <summary>Checks that the property throws for no input.</summary>
    public static void Check<T>(Gen<T> inputs, Action<T> property) => Configured.Check(Prop.ForAll(inputs.ToArbitrary(), property));

    /// <summary>Checks that the task of the property fails for no input.</summary>
    public static void Check<T>(Gen<T> inputs, Func<T, Task> property) => Configured.Check(Prop.ForAll(inputs.ToArbitrary(), property));

    private static Config Configured => Config.QuickThrowOnFailure.WithMaxTest(Inputs).WithQuietOnSuccess(true);

    private static void Check(this Config config, Property property) => FsCheck.Check.One(config, property);
}
