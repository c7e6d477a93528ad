using LiveKit.Protocol;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Shared;

/// <summary>Tells which requests a mock has taken and keeps waiting, be it for the callee, for its clock or for the test.</summary>
internal static class WaitingRequests
{
    /// <summary>How many requests wait at the server for something else than the server.</summary>
    public static int Of(MockLiveKitServer server) => server.Requests.Count(request => request.HttpStatus is null && Waits(server, request));

    private static bool Waits(MockLiveKitServer server, MockRequest request)
        => IsHeldByFault(request) || request.Message switch
        {
            CreateSIPParticipantRequest message => server.Dials.Any(dial => ReferenceEquals(dial.Request, message) && dial.IsPending),
            TransferSIPParticipantRequest or PerformRpcRequest => request.Fault?.ToString() is not "Drop",
            _ => false,
        };

    private static bool IsHeldByFault(MockRequest request)
        => request.Fault?.ToString() is { } fault && (fault == "Hold" || fault.StartsWith("Delay(", StringComparison.Ordinal));
}
