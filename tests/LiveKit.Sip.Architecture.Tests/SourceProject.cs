using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LiveKit.Sip.Architecture.Tests;

/// <summary>A source project as Roslyn sees it.</summary>
public sealed class SourceProject
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0", "NET10_0_OR_GREATER"]);

    private static readonly Lazy<IReadOnlyList<MetadataReference>> Platform = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("LiveKit.Sip", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))]);

    private readonly Dictionary<SyntaxTree, SourceFile> _files = [];

    public SourceProject(string name, IEnumerable<SourceFile> files, params SourceProject[] references)
    {
        Name = name;
        foreach (var file in files)
        {
            _files.Add(CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path), file);
        }

        Compilation = CSharpCompilation.Create(
            name,
            _files.Keys,
            [.. Platform.Value, .. references.Select(reference => reference.Compilation.ToMetadataReference())],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
    }

    public string Name { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>The files with their trees.</summary>
    public IReadOnlyDictionary<SyntaxTree, SourceFile> Files => _files;

    /// <summary>The folder that holds the whole repository.</summary>
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>Reads a project below src, with what the build generated for it.</summary>
    /// <param name="name">The project's name.</param>
    /// <param name="planted">Files that a test adds.</param>
    /// <param name="references">Projects that it refers to.</param>
    public static SourceProject Read(string name, IEnumerable<SourceFile>? planted = null, params SourceProject[] references)
    {
        var root = Path.Combine(RepositoryRoot, "src", name);
        var written = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Relative: Path.GetRelativePath(root, path).Replace('\\', '/')))
            .Where(file => !file.Relative.StartsWith("obj/", StringComparison.Ordinal) && !file.Relative.StartsWith("bin/", StringComparison.Ordinal))
            .Select(file => new SourceFile(file.Relative, File.ReadAllText(file.Path)));
        var objects = Path.Combine(root, "obj", Metadata("Configuration"), "net10.0");
        var generated = Directory.EnumerateFiles(objects, "*.cs")
            .Select(path => new SourceFile("generated/" + Path.GetFileName(path), File.ReadAllText(path), IsGenerated: true));
        return new SourceProject(name, [.. written, .. generated, .. planted ?? []], references);
    }

    private static string Metadata(string key)
        => typeof(SourceProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
