using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveKit.Sip.DependencyInjection;

/// <summary>Binds options to configuration, and notes the key of each setting, so that a message about it names the key.</summary>
internal static class BoundSettings
{
    /// <summary>Binds options to a section of the host's configuration.</summary>
    public static void BindSection(this OptionsBuilder<LiveKitOptions> options, string path)
        => options.BindConfiguration(path).Configure<IConfiguration>((bound, configuration) => NoteKeys(bound, configuration.GetSection(path)));

    /// <summary>Binds options to a section.</summary>
    public static void BindSection(this OptionsBuilder<LiveKitOptions> options, IConfiguration section)
        => options.Bind(section).Configure(bound => NoteKeys(bound, section));

    private static void NoteKeys(LiveKitOptions options, IConfiguration section)
    {
        var keys = section.GetChildren().ToList();
        Note(nameof(options.Url), options.Url);
        Note(nameof(options.ApiKey), options.ApiKey);
        Note(nameof(options.ApiSecret), options.ApiSecret);
        Note(nameof(options.Token), options.Token);
        Note(nameof(options.RequestTimeout), options.RequestTimeout);
        Note(nameof(options.MaxResponseSize), options.MaxResponseSize);
        Note(nameof(options.MaxPollsPerSecond), options.MaxPollsPerSecond);

        void Note(string property, object? value)
        {
            // Keys may be written in other letters than the property: LIVEKIT__APISECRET is one.
            var key = keys.Find(key => string.Equals(key.Key, property, StringComparison.OrdinalIgnoreCase));

            // A setting that code has given and this section does not hold is none of the section's.
            if (key is not null || value is null)
            {
                options.Origins.Note(property, value, (key ?? section.GetSection(property)).Path);
            }
        }
    }
}
