namespace LiveKit.Sip.Twirp.Protocol;

/// <summary>Makes request ids: UUIDs of version 4.</summary>
internal static class RequestId
{
    // Request ids are names, not secrets: Guid.NewGuid asks the operating system for randomness, which costs more than all the rest of an id.
    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
