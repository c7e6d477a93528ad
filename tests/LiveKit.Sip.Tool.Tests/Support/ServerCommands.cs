namespace LiveKit.Sip.Tool.Tests.Support;

/// <summary>A command line of every command that asks a server something.</summary>
internal static class ServerCommands
{
    /// <summary>Stands for the file with a reference, which only a test can have.</summary>
    public const string Reference = "REFERENCE";

    public static TheoryData<string> All =>
    [
        "dial --to +15005550001 --room r --trunk ST_x",
        "call status --room r --identity i",
        "call watch --room r --identity i",
        "call hangup --room r --identity i",
        "call transfer --room r --identity i --to +15005550001",
        $"call resolve --reference {Reference}",
        $"call status --reference {Reference}",
        "trunk list",
        "trunk list --inbound",
        "trunk create --address h --number +15550100",
        "trunk create --inbound --number +15550100",
        "trunk get ST_x",
        "trunk delete ST_x",
        "dispatch list --room r",
        "dispatch create --room r --agent a",
        "dispatch delete AD_x --room r",
    ];
}
