using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace LiveKit.Sip.Architecture.Tests;

/// <summary>Each source project keeps to its floors.</summary>
public sealed class FloorTests
{
    private const int MostTypesInCycles = 12;
    private const double MostTypesOnOneFloor = 0.3;

    private static readonly ConcurrentDictionary<string, Lazy<ArchitectureReport>> Reports = new(StringComparer.Ordinal);

    public static TheoryData<string> Projects => [.. FloorPlan.All.Select(plan => plan.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Source_Binds_SoThatNoNameIsOverlooked(string project)
        => AssertNone(
            Unbound(ReportOf(project).Project),
            "names that the semantic model could not bind");

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_RunDown(string project) => AssertNone(ReportOf(project).UpwardReferences, "references to a higher floor");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_FormNoCycle(string project) => AssertNone(ReportOf(project).FolderCycles, "cycles of folders");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_StandOnAFloor(string project)
    {
        AssertNone(ReportOf(project).FoldersWithoutFloor, "folders that are on no floor of FloorPlan.cs");
        AssertNone(ReportOf(project).FloorsWithoutFile, "floors without a file");
        AssertNone(ReportOf(project).TypesInSeveralFolders, "types in more than one folder");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Types_HardlyFormCycles(string project)
    {
        var cycles = ReportOf(project).TypeCycles;
        Assert.True(
            cycles.Sum(cycle => cycle.Count) <= MostTypesInCycles,
            $"More than {MostTypesInCycles} types are in cycles:{Environment.NewLine}{string.Join(Environment.NewLine, cycles.Select(cycle => string.Join(", ", cycle)))}");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_AndMethods_AreShort(string project)
    {
        AssertNone(ReportOf(project).LongFiles, $"files over {ArchitectureReport.MaxFileLines} lines");
        AssertNone(ReportOf(project).LongMethods, $"methods over {ArchitectureReport.MaxMethodLines} lines");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Floors_ShareTheTypes(string project)
    {
        var floors = ReportOf(project).TypesByFloor;
        var all = floors.Sum(floor => floor.Types);
        TestContext.Current.TestOutputHelper?.WriteLine(Table(project, floors));
        Assert.True(floors.Count >= 10, "There are fewer than ten floors.");
        AssertNone([.. floors.Where(floor => floor.Types > all * MostTypesOnOneFloor).Select(floor => $"{floor.Folder}: {floor.Types} of {all}")], "floors with too many of the types");
    }

    [Fact]
    public void SourceProjects_AllHaveAPlan()
        => Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(SourceProject.RepositoryRoot, "src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            FloorPlan.All.Select(plan => plan.Project).Order(StringComparer.Ordinal));

    [Fact]
    public void ArchitecturePage_DrawsTheSameFloors()
    {
        var page = File.ReadAllText(Path.Combine(SourceProject.RepositoryRoot, "docs", "architecture.md"));
        foreach (var plan in FloorPlan.All)
        {
            var at = page.IndexOf($"src/{plan.Project}`", StringComparison.Ordinal);
            Assert.True(at >= 0, $"docs/architecture.md does not name src/{plan.Project}.");
            foreach (var floor in plan.Floors)
            {
                var next = page.IndexOf($"| `{(floor.Folder.Length == 0 ? "(root)" : floor.Folder)}` |", at, StringComparison.Ordinal);
                Assert.True(next >= 0, $"docs/architecture.md does not draw {floor.Folder} of {plan.Project} in the order of FloorPlan.cs.");
                at = next;
            }
        }
    }

    private static ArchitectureReport ReportOf(string project)
        => Reports.GetOrAdd(project, static name => new(() => Read(FloorPlan.All.Single(plan => plan.Project == name)))).Value;

    private static ArchitectureReport Read(FloorPlan plan)
        => new(SourceProject.Read(plan.Project, null, [.. plan.References.Select(reference => ReportOf(reference).Project)]), plan);

    /// <summary>The names that do not bind. Serializer contexts get their member Default from a source generator, which does not run here.</summary>
    private static IReadOnlyList<string> Unbound(SourceProject project)
        => [.. project.Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => !diagnostic.GetMessage(CultureInfo.InvariantCulture).EndsWith("'Default'", StringComparison.Ordinal))
            .Where(diagnostic => diagnostic.Id is "CS0103" or "CS0234" or "CS0246" or "CS1061" or "CS0117")
            .Select(diagnostic => diagnostic.ToString())];

    private static string Table(string project, IReadOnlyList<(string Folder, int Types)> floors)
    {
        var table = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{project}: types by floor");
        foreach (var (folder, types) in floors)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"  {(folder.Length == 0 ? "(root)" : folder),-24} {types,4}");
        }

        return table.ToString();
    }

    private static void AssertNone(IReadOnlyList<string> found, string what)
        => Assert.True(found.Count == 0, $"{found.Count} {what}:{Environment.NewLine}{string.Join(Environment.NewLine, found.Take(400))}");
}
