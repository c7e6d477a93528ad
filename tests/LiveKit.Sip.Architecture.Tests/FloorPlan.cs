namespace LiveKit.Sip.Architecture.Tests;

/// <summary>
/// The floors of each source project, from the top down. A line may name only what stands on a line below it, or in its own folder.
/// docs/architecture.md draws the same floors.
/// </summary>
public sealed partial class FloorPlan
{
    public static IEnumerable<FloorPlan> All => [Client, Mock, Tool];

    private FloorPlan(string project, IReadOnlyList<Floor> floors, params string[] references)
    {
        Project = project;
        Floors = floors;
        References = references;
    }

    /// <summary>The name of the project, which is also its folder below src.</summary>
    public string Project { get; }

    /// <summary>The names of the source projects that this one refers to.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>The floors, the highest first.</summary>
    public IReadOnlyList<Floor> Floors { get; }

    /// <summary>A plan for a test that plants mistakes.</summary>
    public static FloorPlan ForTest(params string[] folders) => new("Planted", [.. folders.Select(folder => new Floor(folder, "a planted folder"))]);

    /// <summary>The place of a folder counted from the top; null if the folder stands on no floor.</summary>
    public int? HeightOf(string folder)
    {
        for (var i = 0; i < Floors.Count; i++)
        {
            if (Floors[i].Folder == folder)
            {
                return i;
            }
        }

        return null;
    }
}
