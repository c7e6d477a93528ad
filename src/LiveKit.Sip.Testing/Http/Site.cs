namespace LiveKit.Sip.Testing.Http;

/// <summary>What an open-source LiveKit server answers outside its RPCs.</summary>
internal static class Site
{
    public static HttpAnswer Get(string path) => path switch
    {
        "/" => HttpAnswer.Text(200, "OK"),
        // The mock has no signalling to join through.
        "/rtc/validate" => HttpAnswer.Text(401, "no permissions to access the room"),
        _ => HttpAnswer.Text(404, "404 page not found\n"),
    };
}
