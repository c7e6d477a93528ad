using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>One row of the table of RPCs: the path of the RPC, the grants that it requires, and its handler.</summary>
internal sealed class RpcMethod
{
    private readonly RequiredGrants _grants;
    private readonly Func<IMessage, string> _room;
    private readonly Func<MockRequest, IMessage, Task<IMessage>> _handler;

    private RpcMethod(
        string service,
        string name,
        MessageDescriptor requestType,
        MessageDescriptor? responseType,
        RequiredGrants grants,
        Func<IMessage, string> room,
        Func<MockRequest, IMessage, Task<IMessage>> handler)
    {
        Service = service;
        Name = name;
        RequestType = requestType;
        ResponseType = responseType ?? requestType.File.Services.Single(candidate => candidate.FullName == service).FindMethodByName(name).OutputType;
        _grants = grants;
        _room = room;
        _handler = handler;
    }

    public string Service { get; }

    public string Name { get; }

    public MessageDescriptor RequestType { get; }

    public MessageDescriptor ResponseType { get; }

    /// <summary>Creates the row of an RPC whose handler responds at once.</summary>
    /// <param name="service">The full name of the service.</param>
    /// <param name="name">The name of the RPC.</param>
    /// <param name="grants">The grants that the RPC requires.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="room">Reads the room that a grant must be for from the request. Default: an RPC that is about no room.</param>
    /// <param name="responseType">The type of the response. Default: the one that the protos name. They leave deprecated RPCs out.</param>
    public static RpcMethod Create<TRequest>(
        string service,
        string name,
        RequiredGrants grants,
        Func<TRequest, IMessage> handler,
        Func<TRequest, string>? room = null,
        MessageDescriptor? responseType = null)
        where TRequest : IMessage<TRequest>, new()
        => CreateAsync<TRequest>(service, name, grants, (_, request) => Task.FromResult(handler(request)), room, responseType);

    /// <summary>Creates the row of an RPC whose handler needs the record of the request or time. The parameters are those of <see cref="Create"/>.</summary>
    public static RpcMethod CreateAsync<TRequest>(
        string service,
        string name,
        RequiredGrants grants,
        Func<MockRequest, TRequest, Task<IMessage>> handler,
        Func<TRequest, string>? room = null,
        MessageDescriptor? responseType = null)
        where TRequest : IMessage<TRequest>, new()
        => new(
            service,
            name,
            new TRequest().Descriptor,
            responseType,
            grants,
            message => room?.Invoke((TRequest)message) ?? "",
            (record, message) => handler(record, (TRequest)message));

    /// <summary>Tells whether a token has the grants for a request.</summary>
    public bool Allows(AccessTokenClaims? claims, IMessage message)
    {
        bool Lacks(RequiredGrants grant, bool? granted) => _grants.HasFlag(grant) && granted is not true;

        var video = claims?.Video;
        return !Lacks(RequiredGrants.SipAdmin, claims?.Sip?.Admin)
            && !Lacks(RequiredGrants.SipCall, claims?.Sip?.Call)
            && !Lacks(RequiredGrants.RoomCreate, video?.RoomCreate)
            && !Lacks(RequiredGrants.RoomList, video?.RoomList)
            && !Lacks(RequiredGrants.RoomAdmin, video is { RoomAdmin: true } && (video.Room ?? "") == _room(message))
            && !Lacks(RequiredGrants.DestinationRoom, (video?.DestinationRoom ?? "") == DestinationOf(message));
    }

    private static string DestinationOf(IMessage message)
        => (string?)message.Descriptor.FindFieldByName("destination_room")?.Accessor.GetValue(message) ?? "";

    public Task<IMessage> CallAsync(MockRequest record, IMessage message) => _handler(record, message);
}
