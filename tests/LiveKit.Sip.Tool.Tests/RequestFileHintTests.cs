using System.Text;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

/// <summary>A mistake in a request file names what was probably meant.</summary>
public sealed class RequestFileHintTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("""{"room_nme": "r"}""", "did you mean \"room_name\"?")]
    [InlineData("""{"roomNmae": "r"}""", "did you mean \"roomName\"?")]
    [InlineData("""{"trunk": {"hostnam": "h"}}""", "did you mean \"hostname\"?")]
    [InlineData("""{"media": {"codecs": [{"nam": "PCMU"}]}}""", "did you mean \"name\"?")]
    [InlineData("""{"hostname": "h"}""", "it belongs inside \"trunk\"")]
    [InlineData("{\u201Croom_name\u201D: \"r\"}", "\u201C is a typographic quote: write the straight one, \"")]
    [InlineData("{\"room_name\": \u201Cr\u201D}", "\u201C is a typographic quote: write the straight one, \"")]
    [InlineData("{\"room_name\u201D: \"r\"}", "\u201D is a typographic quote: write the straight one, \"")]
    [InlineData("{\n  \"room_name: \"r\"\n}", "a \" seems to be missing in line 2")]
    [InlineData("{\n  \"room_name\": \"r,\n  \"sip_call_to\": \"1\"\n}", "a \" seems to be missing in line 2")]
    [InlineData("{\n  room_name\": \"r\"\n}", "a \" seems to be missing in line 2")]
    [InlineData("{room_name: \"r\"}", "stand between double quotes, \"")]
    [InlineData("{\"sip_call_to\": +15105550123}", "stand between double quotes, \"")]
    [InlineData("{'room_name': 'r'}", "JSON has double quotes")]
    public async Task Dial_MistakeInTheFile_NamesWhatWasMeant(string json, string meant)
    {
        await File.WriteAllTextAsync(_file, json, Canceled);

        var fromFile = await Lksip.RunAsync(["dial", "--request", _file]);
        var fromInput = await Lksip.RunAsync(["dial", "--request", "-"], input: json);

        Assert.All([fromFile, fromInput], run =>
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Matches("^error: .*, line \\d+, column \\d+: ", run.Error);
            Assert.Contains(meant, run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("15105550123", run.Error, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public async Task Dial_FileInUtf16_SaysSo(string encoding, bool withMark)
    {
        var utf16 = Encoding.GetEncoding(encoding);
        byte[] content = [.. withMark ? utf16.GetPreamble() : [], .. utf16.GetBytes("""{"room_name": "r"}""")];
        await File.WriteAllBytesAsync(_file, content, Canceled);

        var fromFile = await Lksip.RunAsync(["dial", "--request", _file]);
        var fromInput = await Lksip.RunAsync(["dial", "--request", "-"], environment: null, content);

        Assert.All([fromFile, fromInput], static run => Assert.Contains("the text is UTF-16: save it as UTF-8", run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dial_FileWithAByteOrderMark_SaysHowToSaveIt()
    {
        await File.WriteAllTextAsync(_file, "{}", Encoding.UTF8, Canceled);

        var run = await Lksip.RunAsync(["dial", "--request", _file]);

        Assert.Contains("save it as UTF-8 without a byte order mark", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrunkCreate_MistypedField_NamesWhatWasMeant()
    {
        await File.WriteAllTextAsync(_file, """{"trunk": {"adress": "h"}}""", Canceled);

        var run = await Lksip.RunAsync(["trunk", "create", "--request", _file]);

        Assert.Contains("unknown field \"adress\"; did you mean \"address\"?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dial_WrongValueInTheFile_NamesTheFieldAndNotTheOption()
    {
        await File.WriteAllTextAsync(_file, """{"sip_call_to": "sip:1", "room_name": "r", "sip_trunk_id": "ST_x", "media": {"media_timeout": "-1s"}}""", Canceled);

        var run = await Lksip.RunAsync(["dial", "--request", _file]);

        Assert.Contains("error: sip_call_to in the request file must ", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: media.media_timeout in the request file must ", run.Error, StringComparison.Ordinal);
    }
}
