using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>Updates of trunks and dispatch rules: by a replacement, or of single fields.</summary>
internal static class SipUpdates
{
    /// <summary>Carries an update out. What a missing or another's id gets was not recorded; the texts are LiveKit's as published.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="what">What it is, in the words of LiveKit's errors.</param>
    /// <param name="id">Its id.</param>
    /// <param name="replacement">What takes its place; <see langword="null"/> when single fields change.</param>
    /// <param name="fields">The fields to change.</param>
    /// <param name="check">Refuses what would not do.</param>
    public static T Apply<T>(SipStore<T> store, string what, string id, T? replacement, IMessage? fields, Action<T> check)
        where T : class, IMessage<T>, new()
    {
        Refuse.If(id.Length == 0, $"{what} id must be set");
        if (replacement is not null)
        {
            var own = SipStore<T>.IdOf(replacement);
            Refuse.If(own.Length > 0 && own != id, $"{what} id in the info must be empty or match the id in the update");
            check(replacement);
            return store.Change(id, _ => replacement.Clone());
        }

        Refuse.If(fields is null, "missing or unsupported update action");
        FieldUpdates.Check(fields);
        return store.Change(id, info =>
        {
            FieldUpdates.Apply(fields, info);
            AddMedia(info);
            check(info);
            return info;
        });
    }

    /// <summary>LiveKit writes the media settings out when it rewrites something, even when there are none.</summary>
    public static void AddMedia(IMessage info)
    {
        var media = info.Descriptor.FindFieldByName("media").Accessor;
        if (media.GetValue(info) is null)
        {
            media.SetValue(info, new SIPMediaConfig());
        }
    }
}
