using System.Text.Json;
using LiveKit.Protocol;

namespace LiveKit.Sip.Authentication;

/// <summary>The claims <c>video</c> and <c>sip</c> as JSON, both ways.</summary>
internal static class GrantJson
{
    private static readonly (TrackSource Source, string Name)[] Sources =
    [
        (TrackSource.Unknown, "unknown"),
        (TrackSource.Camera, "camera"),
        (TrackSource.Microphone, "microphone"),
        (TrackSource.ScreenShare, "screen_share"),
        (TrackSource.ScreenShareAudio, "screen_share_audio"),
    ];

    public static void Write(Utf8JsonWriter json, VideoGrant? grant)
    {
        if (grant is null)
        {
            return;
        }

        json.WriteStartObject("video");
        WriteFlag(json, "roomCreate", grant.RoomCreate);
        WriteFlag(json, "roomList", grant.RoomList);
        WriteFlag(json, "roomAdmin", grant.RoomAdmin);
        WriteFlag(json, "roomJoin", grant.RoomJoin);
        WriteText(json, "room", grant.Room);
        WriteText(json, "destinationRoom", grant.DestinationRoom);
        WriteChoice(json, "canPublish", grant.CanPublish);
        WriteChoice(json, "canSubscribe", grant.CanSubscribe);
        WriteChoice(json, "canPublishData", grant.CanPublishData);
        if (grant.CanPublishSources.Count > 0)
        {
            json.WriteStartArray("canPublishSources");
            foreach (var source in grant.CanPublishSources)
            {
                json.WriteStringValue(NameOf(source));
            }

            json.WriteEndArray();
        }

        WriteChoice(json, "canUpdateOwnMetadata", grant.CanUpdateOwnMetadata);
        WriteChoice(json, "canSubscribeMetrics", grant.CanSubscribeMetrics);
        WriteFlag(json, "hidden", grant.Hidden);
        WriteFlag(json, "agent", grant.Agent);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, SipGrant? grant)
    {
        if (grant is null)
        {
            return;
        }

        json.WriteStartObject("sip");
        WriteFlag(json, "admin", grant.Admin);
        WriteFlag(json, "call", grant.Call);
        json.WriteEndObject();
    }

    public static VideoGrant? ReadVideo(JsonElement claims)
    {
        if (!claims.TryGetProperty("video", out var video) || video.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var grant = new VideoGrant
        {
            RoomCreate = Flag(video, "roomCreate"),
            RoomList = Flag(video, "roomList"),
            RoomAdmin = Flag(video, "roomAdmin"),
            RoomJoin = Flag(video, "roomJoin"),
            Room = Text(video, "room"),
            DestinationRoom = Text(video, "destinationRoom"),
            CanPublish = Choice(video, "canPublish"),
            CanSubscribe = Choice(video, "canSubscribe"),
            CanPublishData = Choice(video, "canPublishData"),
            CanUpdateOwnMetadata = Choice(video, "canUpdateOwnMetadata"),
            CanSubscribeMetrics = Choice(video, "canSubscribeMetrics"),
            Hidden = Flag(video, "hidden"),
            Agent = Flag(video, "agent"),
        };
        if (video.TryGetProperty("canPublishSources", out var sources) && sources.ValueKind != JsonValueKind.Null)
        {
            foreach (var source in sources.EnumerateArray())
            {
                grant.CanPublishSources.Add(SourceOf(source.GetString()));
            }
        }

        return grant;
    }

    public static SipGrant? ReadSip(JsonElement claims)
        => claims.TryGetProperty("sip", out var sip) && sip.ValueKind != JsonValueKind.Null
            ? new SipGrant { Admin = Flag(sip, "admin"), Call = Flag(sip, "call") }
            : null;

    public static string? Text(JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteMap(Utf8JsonWriter json, string name, IDictionary<string, string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, true);
        }
    }

    private static void WriteChoice(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } chosen)
        {
            json.WriteBoolean(name, chosen);
        }
    }

    private static bool Flag(JsonElement parent, string name) => Choice(parent, name) ?? false;

    private static bool? Choice(JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetBoolean() : null;

    private static string NameOf(TrackSource source)
    {
        foreach (var (candidate, name) in Sources)
        {
            if (candidate == source)
            {
                return name;
            }
        }

        throw new InvalidOperationException($"{nameof(VideoGrant.CanPublishSources)} holds {source}, which is no track source.");
    }

    private static TrackSource SourceOf(string? name)
    {
        foreach (var (source, candidate) in Sources)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
            {
                return source;
            }
        }

        return TrackSource.Unknown;
    }
}
