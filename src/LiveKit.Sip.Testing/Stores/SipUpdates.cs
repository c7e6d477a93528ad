using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;

namespace LiveKit.Sip.Testing.Stores;

/// <summary>This class updates stored trunks and dispatch rules, either with a replacement or field by field.</summary>
internal static class SipUpdates
{
    /// <summary>Carries an update out.</summary>
    /// <remarks>The errors for a missing id and for the id of another item were not recorded. Their texts are from LiveKit's published open-source server.</remarks>
    /// <param name="store">The store of the item.</param>
    /// <param name="what">The kind of item, in the words of LiveKit's errors.</param>
    /// <param name="id">The id of the item.</param>
    /// <param name="replacement">The item that replaces it; <see langword="null"/> when single fields change.</param>
    /// <param name="fields">The fields to change; <see langword="null"/> with a replacement.</param>
    /// <param name="check">Throws when the updated item breaks a rule of the server.</param>
    public static T Apply<T>(SipStore<T> store, string what, string id, T? replacement, IMessage? fields, Action<T> check)
        where T : class, IMessage<T>, new()
    {
        InvalidArgument.ThrowIf(id.Length == 0, $"{what} id must be set");
        if (replacement is not null)
        {
            var own = SipStore<T>.IdOf(replacement);
            InvalidArgument.ThrowIf(own.Length > 0 && own != id, $"{what} id in the info must be empty or match the id in the update");
            check(replacement);
            return store.Change(id, _ => replacement.Clone());
        }

        InvalidArgument.ThrowIf(fields is null, "missing or unsupported update action");
        FieldUpdates.Check(fields);
        return store.Change(id, info =>
        {
            FieldUpdates.Apply(fields, info);
            AddMedia(info);
            check(info);
            return info;
        });
    }

    /// <summary>Adds empty media settings to an item that has none, as LiveKit does whenever it rewrites an item.</summary>
    public static void AddMedia(IMessage info)
    {
        var media = info.Descriptor.FindFieldByName("media").Accessor;
        if (media.GetValue(info) is null)
        {
            media.SetValue(info, new SIPMediaConfig());
        }
    }
}
