using LiveKit.Sip.Testing.Rules;

namespace LiveKit.Sip.Testing.Transfers;

/// <summary>The target of a transfer: a URI, maybe in angle brackets.</summary>
internal static class TransferTarget
{
    private static readonly string[] Schemes = ["sip:", "sips:", "tel:"];

    public static void Check(string transferTo)
        => Refuse.If(SchemeOf(transferTo) is null, "transfer_to must start with sip:, sips: or tel:");

    /// <summary>The number, or the user of a SIP URI.</summary>
    public static string NumberOf(string transferTo)
    {
        var address = transferTo.Trim('<', '>')[SchemeOf(transferTo)!.Length..];
        return address.Split('@', ';')[0];
    }

    private static string? SchemeOf(string transferTo)
        => Array.Find(Schemes, scheme => transferTo.TrimStart('<').StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
}
