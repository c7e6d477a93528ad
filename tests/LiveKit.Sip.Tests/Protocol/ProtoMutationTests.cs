using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Protocol;

/// <summary>Shows the other direction: what is wrong in the protos is named, with the table as it is.</summary>
public class ProtoMutationTests
{
    [Fact]
    public void CompareSchema_FieldAdded_NamesIt() => AssertDifference(
        file => RegionInfoOf(file).Field.Add(new FieldDescriptorProto
        {
            Name = "colour",
            Number = 9,
            Type = FieldDescriptorProto.Types.Type.String,
            Label = FieldDescriptorProto.Types.Label.Optional,
        }),
        "field livekit.RegionInfo.colour: missing from the table");

    [Fact]
    public void CompareSchema_FieldRemoved_NamesIt() => AssertDifference(
        file => RegionInfoOf(file).Field.RemoveAt(1),
        "field livekit.RegionInfo.url: missing from the protos");

    [Fact]
    public void CompareSchema_FieldRedacted_NamesIt() => AssertDifference(
        file => RegionInfoOf(file).Field[1].Options = new FieldOptions { DebugRedact = true },
        "field livekit.RegionInfo.url: notes is 'Secret', the table says 'None'");

    [Fact]
    public void CompareSchema_EmptyMessageAdded_NamesIt() => AssertDifference(
        file => file.MessageType.Add(new DescriptorProto { Name = "Empty" }),
        "message livekit.Empty: missing from the table");

    [Fact]
    public void CompareSchema_NestedEnumAdded_NamesItsValue() => AssertDifference(
        file => RegionInfoOf(file).EnumType.Add(new EnumDescriptorProto
        {
            Name = "Side",
            Value = { new EnumValueDescriptorProto { Name = "LEFT", Number = 0 } },
        }),
        "value livekit.RegionInfo.Side.LEFT: missing from the table");

    [Fact]
    public void CompareServices_StreamingRpcAdded_NamesIt()
    {
        var changed = Change(file => file.Service.Add(new ServiceDescriptorProto
        {
            Name = "Regions",
            Method =
            {
                new MethodDescriptorProto
                {
                    Name = "Watch",
                    InputType = ".livekit.RegionInfo",
                    OutputType = ".livekit.RegionInfo",
                    ServerStreaming = true,
                },
            },
        }));
        var expected = new ServiceRow("livekit.Regions", "Watch", "livekit.RegionInfo", "livekit.RegionInfo");

        Assert.Equal(
            ["rpc livekit.Regions.Watch: missing from the table"],
            TableComparison.CompareServices([], [changed]));
        Assert.Equal(
            ["rpc livekit.Regions.Watch: response is 'stream livekit.RegionInfo', the table says 'livekit.RegionInfo'"],
            TableComparison.CompareServices([expected], [changed]));
    }

    private static void AssertDifference(Action<FileDescriptorProto> change, string difference)
    {
        var others = CompiledProtos.Files.Where(file => file != LivekitRtcReflection.Descriptor);

        Assert.Equal([difference], TableComparison.CompareSchema(ProtocolTables.Schema(), [.. others, Change(change)]));
    }

    private static DescriptorProto RegionInfoOf(FileDescriptorProto file) =>
        file.MessageType.Single(message => message.Name == "RegionInfo");

    private static FileDescriptor Change(Action<FileDescriptorProto> change)
    {
        var proto = LivekitRtcReflection.Descriptor.ToProto();
        change(proto);
        return Assert.Single(FileDescriptor.BuildFromByteStrings([proto.ToByteString()]));
    }
}
