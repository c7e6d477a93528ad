using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Http;

/// <summary>These are the responses of an open-source LiveKit server to paths outside its RPCs.</summary>
internal static class StaticPages
{
    public static RawResponse Get(string path) => path switch
    {
        "/" => RawResponse.Text(200, "OK"),
        // The mock has no signaling, so nobody can join a room through it.
        "/rtc/validate" => RawResponse.Text(401, "no permissions to access the room"),
        _ => RawResponse.Text(404, "404 page not found\n"),
    };
}
