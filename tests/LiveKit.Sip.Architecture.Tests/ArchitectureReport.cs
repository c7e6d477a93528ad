using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LiveKit.Sip.Architecture.Tests;

/// <summary>Everything in which a project departs from its plan of floors.</summary>
public sealed class ArchitectureReport
{
    public const int MaxFileLines = 250;
    public const int MaxMethodLines = 60;

    private readonly SourceProject _project;
    private readonly FloorPlan _plan;

    public ArchitectureReport(SourceProject project, FloorPlan plan)
    {
        _project = project;
        _plan = plan;
        References = ReferenceReader.Read(project);
    }

    public SourceProject Project => _project;

    public IReadOnlyList<TypeReference> References { get; }

    /// <summary>References that run from a floor to one above it.</summary>
    public IReadOnlyList<string> UpwardReferences
        => [.. References
            .Where(reference => _plan.HeightOf(reference.FromFile.Folder) > _plan.HeightOf(reference.ToFolder))
            .Select(reference => reference.ToString())];

    /// <summary>Folders that reach each other, with the references between them.</summary>
    public IReadOnlyList<string> FolderCycles
        => [.. Cycles.Find(References.Select(reference => (reference.FromFile.Folder, reference.ToFolder))).Select(DescribeFolderCycle)];

    /// <summary>Folders that hold a file and stand on no floor.</summary>
    public IReadOnlyList<string> FoldersWithoutFloor
        => [.. Written.Select(file => file.Value.Folder).Distinct().Where(folder => _plan.HeightOf(folder) is null).Order(StringComparer.Ordinal)];

    /// <summary>Floors of the plan that hold no file.</summary>
    public IReadOnlyList<string> FloorsWithoutFile
        => [.. _plan.Floors.Select(floor => floor.Folder).Except(Written.Select(file => file.Value.Folder))];

    /// <summary>Types that are declared in more than one folder.</summary>
    public IReadOnlyList<string> TypesInSeveralFolders
        => [.. DeclaredTypes
            .GroupBy(type => type.Name, type => type.Folder)
            .Where(group => group.Distinct().Count() > 1)
            .Select(group => $"{group.Key} is declared in {string.Join(" and ", group.Distinct())}")];

    /// <summary>The sets of types that reach each other.</summary>
    public IReadOnlyList<IReadOnlyList<string>> TypeCycles
        => Cycles.Find(References.Select(reference => (reference.From, reference.To)));

    public IReadOnlyList<string> LongFiles
        => [.. Written
            .Select(file => (file.Value.Path, Lines: file.Key.GetText().Lines.Count(line => line.Span.Length > 0 || line.EndIncludingLineBreak > line.End)))
            .Where(file => file.Lines > MaxFileLines)
            .Select(file => $"{file.Path}: {file.Lines} lines")];

    public IReadOnlyList<string> LongMethods
        => [.. Written.SelectMany(file => file.Key.GetRoot().DescendantNodes()
            .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
            .Select(node => (Node: node, Span: file.Key.GetLineSpan(node.Span)))
            .Where(method => method.Span.EndLinePosition.Line - method.Span.StartLinePosition.Line + 1 > MaxMethodLines)
            .Select(method => $"{file.Value.Path}:{method.Span.StartLinePosition.Line + 1}: a method of {method.Span.EndLinePosition.Line - method.Span.StartLinePosition.Line + 1} lines"))];

    /// <summary>How many types each floor holds, from the top down.</summary>
    public IReadOnlyList<(string Folder, int Types)> TypesByFloor
        => [.. _plan.Floors.Select(floor => (floor.Folder, DeclaredTypes.Where(type => type.Folder == floor.Folder).Select(type => type.Name).Distinct().Count()))];

    private IEnumerable<KeyValuePair<SyntaxTree, SourceFile>> Written => _project.Files.Where(file => !file.Value.IsGenerated);

    private IEnumerable<(string Name, string Folder)> DeclaredTypes
        => Written.SelectMany(file => file.Key.GetRoot().DescendantNodes(node => node is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax))
            .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Select(node => (node is BaseTypeDeclarationSyntax type ? type.Identifier.ValueText : ((DelegateDeclarationSyntax)node).Identifier.ValueText, file.Value.Folder)));

    private string DescribeFolderCycle(IReadOnlyList<string> folders)
    {
        var inside = References
            .Where(reference => reference.FromFile.Folder != reference.ToFolder && folders.Contains(reference.FromFile.Folder) && folders.Contains(reference.ToFolder))
            .GroupBy(reference => (reference.FromFile.Folder, reference.ToFolder))
            .Select(group => $"  {group.Count()} times, first {group.First()}");
        return $"{string.Join(", ", folders)}:{Environment.NewLine}{string.Join(Environment.NewLine, inside)}";
    }
}
