using Google.Protobuf;
using Google.Protobuf.Collections;
using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>This class updates single fields of a trunk or dispatch rule: each field of the update changes the field of the same name.</summary>
internal static class FieldUpdates
{
    public static void Check(IMessage update)
    {
        foreach (var list in update.Descriptor.Fields.InDeclarationOrder().Select(field => field.Accessor.GetValue(update)).OfType<ListUpdate>())
        {
            ListUpdates.Check(list);
        }
    }

    public static void Apply(IMessage update, IMessage info)
    {
        foreach (var field in update.Descriptor.Fields.InDeclarationOrder())
        {
            if (!field.IsMap && !field.Accessor.HasValue(update))
            {
                continue;
            }

            var target = info.Descriptor.FindFieldByName(field.Name).Accessor;
            switch (field.Accessor.GetValue(update))
            {
                case ListUpdate list:
                    ListUpdates.Apply(list, (RepeatedField<string>)target.GetValue(info));
                    break;
                case MapField<string, string> entries:
                    ApplyEntries(entries, (MapField<string, string>)target.GetValue(info));
                    break;
                case IMessage message:
                    target.SetValue(info, message.Descriptor.Parser.ParseFrom(message.ToByteString()));
                    break;
                case var value:
                    target.SetValue(info, value);
                    break;
            }
        }
    }

    /// <summary>Sets the entries in the target. An entry with an empty value removes its key.</summary>
    public static void ApplyEntries(MapField<string, string> entries, MapField<string, string> target)
    {
        foreach (var (key, value) in entries)
        {
            if (value.Length > 0)
            {
                target[key] = value;
            }
            else
            {
                target.Remove(key);
            }
        }
    }
}
