using System.Security.Cryptography;
using LiveKit.Sip.Testing.Agents;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Transfers;

namespace LiveKit.Sip.Testing.Stores;

/// <summary>This class makes ids up, in the forms that LiveKit gives them.</summary>
internal static class Ids
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string Participant() => New("PA_", 12);

    public static string Track() => New("TR_", 12);

    /// <summary>Makes the id of a microphone's track, which LiveKit marks with a prefix of its own.</summary>
    public static string AudioTrack() => New("TR_AM", 12);

    public static string Room() => New("RM_", 12);

    public static string Trunk() => New("ST_", 12);

    public static string DispatchRule() => New("SDR_", 12);

    public static string Call() => New("SCL_", 12);

    public static string TurnPassword() => New("", 44);

    public static string Dispatch() => New("AD_", 12);

    public static string Job() => New("AJ_", 12);

    public static string Worker() => New("AW_", 12);

    /// <summary>Makes the id of a transfer. The prefix is made up too, because LiveKit's own is not known.</summary>
    public static string Transfer() => New("TRF_", 12);

    /// <summary>Makes a SIP Call-ID.</summary>
    public static string SipCallId() => New("", 27);

    /// <summary>Makes the tag of a SIP From or To header.</summary>
    public static string SipTag() => RandomNumberGenerator.GetHexString(8, lowercase: true);

    private static string New(string prefix, int length) => prefix + RandomNumberGenerator.GetString(Letters, length);
}
