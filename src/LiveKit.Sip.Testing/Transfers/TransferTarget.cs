using LiveKit.Sip.Testing.Rules;

namespace LiveKit.Sip.Testing.Transfers;

/// <summary>This class reads the target of a transfer, which is a URI with or without angle brackets.</summary>
internal static class TransferTarget
{
    private static readonly string[] Schemes = ["sip:", "sips:", "tel:"];

    public static void Check(string transferTo)
        => InvalidArgument.ThrowIf(SchemeOf(transferTo) is null, "transfer_to must start with sip:, sips: or tel:");

    /// <summary>Returns the phone number of the target, or the user of a SIP URI.</summary>
    public static string NumberOf(string transferTo)
    {
        var address = transferTo.Trim('<', '>')[SchemeOf(transferTo)!.Length..];
        return address.Split('@', ';')[0];
    }

    private static string? SchemeOf(string transferTo)
        => Array.Find(Schemes, scheme => transferTo.TrimStart('<').StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
}
