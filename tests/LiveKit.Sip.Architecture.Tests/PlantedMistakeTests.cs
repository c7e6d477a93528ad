namespace LiveKit.Sip.Architecture.Tests;

/// <summary>A mistake that is planted on purpose is found, with file, line and the two types.</summary>
public sealed class PlantedMistakeTests
{
    private static readonly FloorPlan Plan = FloorPlan.ForTest("Calls", "Calls/Dialing", "Twirp");

    [Fact]
    public void UpwardReference_IsNamedWithFileLineAndTypes()
    {
        var report = Report(
            new("Calls/Call.cs", "class Call { }"),
            new("Twirp/Sender.cs", "class Sender\n{\n    object? Make() => new Call();\n}"));

        Assert.Equal("Twirp/Sender.cs:3: Sender names Call (Twirp -> Calls)", Assert.Single(report.UpwardReferences));
    }

    [Fact]
    public void UpwardReference_ByAMemberAlone_IsFound()
    {
        var report = Report(
            new("Calls/Call.cs", "class Call { public int Count => 1; }"),
            new("Calls/Dialing/Dial.cs", "class Dial { public static int Read(Holder holder) => holder.Value.Count; }"),
            new("Twirp/Holder.cs", "class Holder { public dynamic Value => 1; public Call? Call => null; }"));

        Assert.Contains("Twirp/Holder.cs:1: Holder names Call (Twirp -> Calls)", report.UpwardReferences);
    }

    [Fact]
    public void UpwardReference_ByAnExtensionMethodOrNameof_IsFound()
    {
        var report = Report(
            new("Calls/Call.cs", "static class Call { public static int Twice(this int number) => number * 2; }"),
            new("Twirp/A.cs", "class A { int Four => 2.Twice(); }"),
            new("Twirp/B.cs", "class B { string Name => nameof(Call); }"));

        Assert.Equal(2, report.UpwardReferences.Count);
    }

    [Fact]
    public void Cref_IsNoReference()
    {
        var report = Report(
            new("Calls/Call.cs", "class Call { }"),
            new("Twirp/Sender.cs", "/// <summary><see cref=\"Call\"/></summary>\nclass Sender { }"));

        Assert.Empty(report.UpwardReferences);
    }

    [Fact]
    public void CycleOfFolders_IsFound_BetweenAFolderAndItsSubfolderToo()
    {
        var report = Report(
            new("Calls/Call.cs", "class Call { Dial? Dial; }"),
            new("Calls/Dialing/Dial.cs", "class Dial { Sender? Sender; }"),
            new("Twirp/Sender.cs", "class Sender { Call? Call; }"));

        Assert.StartsWith("Calls, Calls/Dialing, Twirp:", Assert.Single(report.FolderCycles), StringComparison.Ordinal);
        Assert.Equal(["Call", "Dial", "Sender"], Assert.Single(report.TypeCycles));
    }

    [Fact]
    public void FolderWithoutFloor_IsFound()
        => Assert.Equal(["Calls/Live"], Report(new SourceFile("Calls/Live/Feed.cs", "class Feed { }")).FoldersWithoutFloor);

    [Fact]
    public void LongFile_AndLongMethod_AreFound()
    {
        var report = Report(
            new("Calls/Long.cs", string.Join('\n', Enumerable.Repeat("// line", 251))),
            new("Twirp/LongMethod.cs", $"class LongMethod\n{{\n    void Run()\n    {{\n{string.Concat(Enumerable.Repeat("        Run();\n", 58))}    }}\n}}"));

        Assert.Equal(["Calls/Long.cs: 251 lines"], report.LongFiles);
        Assert.Equal(["Twirp/LongMethod.cs:3: a method of 61 lines"], report.LongMethods);
    }

    [Fact]
    public void UpwardReference_PlantedInTheClient_IsFound()
    {
        var planted = new SourceFile("Exceptions/Planted.cs", "namespace LiveKit.Sip;\n\ninternal static class Planted\n{\n    public static string Name => nameof(LiveKitClient);\n}");
        var report = new ArchitectureReport(SourceProject.Read("LiveKit.Sip", [planted]), FloorPlan.Client);

        Assert.Contains("Exceptions/Planted.cs:5: Planted names LiveKitClient (Exceptions -> (root))", report.UpwardReferences);
        Assert.Contains(report.FolderCycles, cycle => cycle.Contains("Planted", StringComparison.Ordinal));
    }

    private static ArchitectureReport Report(params SourceFile[] files) => new(new SourceProject("Planted", files), Plan);
}
