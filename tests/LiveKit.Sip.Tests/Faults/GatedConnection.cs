using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>Connection middleware, inside TLS: gives every HTTP/2 connection its <see cref="StreamGate"/>.</summary>
internal static class GatedConnection
{
    public static ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        var transport = connection.Transport;
        using var pump = new FramePump(transport.Output);
        connection.Transport = new Transport(transport.Input, pump.Writer);
        connection.Features.Set(new StreamGate(pump));
        var pumping = pump.RunAsync();
        try
        {
            await next(connection);
        }
        finally
        {
            await pump.Writer.CompleteAsync();
            await pumping;
            connection.Transport = transport;
        }
    };

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
