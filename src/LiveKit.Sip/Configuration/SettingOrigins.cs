namespace LiveKit.Sip.Configuration;

/// <summary>Remembers where the values of settings were read, so that messages name a setting as the caller wrote it.</summary>
internal sealed class SettingOrigins
{
    private readonly Dictionary<string, Origin> _origins = new(StringComparer.Ordinal);

    /// <summary>Notes that a property holds what was read from somewhere.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="value">The value that was read; null if there was none.</param>
    /// <param name="name">The name that the caller knows it by: a configuration key, an environment variable, a parameter.</param>
    public void Note(string property, object? value, string name) => _origins[property] = new Origin(value, name);

    /// <summary>Names a setting: by its origin as long as the property still has the value that was read there, because later code may have set another one.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="value">The property's value.</param>
    public string NameOf(string property, object? value)
        => _origins.TryGetValue(property, out var origin) && Equals(origin.Value, value) ? origin.Name : property;

    // This is a class without a generated ToString, because a value may be a secret.
    private sealed class Origin(object? value, string name)
    {
        public object? Value => value;

        public string Name => name;
    }
}
