using LiveKit.Protocol;
using LiveKit.Sip.Testing.Stores;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>This class adds the audio track that a SIP participant publishes as soon as it is in the room, even before the callee answers.</summary>
internal static class SipTrack
{
    private const string Codec = "audio/opus";

    public static void AddTo(ParticipantInfo participant, DateTimeOffset now)
    {
        participant.IsPublisher = true;
        participant.Tracks.Add(new TrackInfo
        {
            Sid = Ids.AudioTrack(),
            Type = TrackType.Audio,
            Name = participant.Identity,
            Source = TrackSource.Microphone,
            MimeType = Codec,
            Mid = "0",
            Codecs =
            {
                new SimulcastCodecInfo { MimeType = Codec, Mid = "0", Cid = "audio", VideoLayerMode = VideoLayer.Types.Mode.OneSpatialLayerPerStream },
            },
            Stream = "camera",
            BackupCodecPolicy = BackupCodecPolicy.Simulcast,
            Version = new TimedVersion { UnixMicro = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond },
        });
    }
}
