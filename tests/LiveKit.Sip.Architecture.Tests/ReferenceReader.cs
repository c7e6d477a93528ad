using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LiveKit.Sip.Architecture.Tests;

/// <summary>
/// Finds who names whom: every simple name of the written files is bound by the semantic model. Names in documentation (cref) do not
/// count, and neither do types that the build generates.
/// </summary>
public sealed class ReferenceReader
{
    private readonly SourceProject _project;

    private ReferenceReader(SourceProject project) => _project = project;

    public static IReadOnlyList<TypeReference> Read(SourceProject project)
    {
        var reader = new ReferenceReader(project);
        return [.. project.Files.Where(file => !file.Value.IsGenerated).SelectMany(file => reader.ReadFile(file.Key, file.Value)).Distinct()];
    }

    private IEnumerable<TypeReference> ReadFile(SyntaxTree tree, SourceFile file)
    {
        var model = _project.Compilation.GetSemanticModel(tree);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (EnclosingType(name) is not { } from)
            {
                continue;
            }

            var line = tree.GetLineSpan(name.Span).StartLinePosition.Line + 1;
            foreach (var type in Named(model, name))
            {
                if (type.Name != from && Home(type) is { } home)
                {
                    yield return new TypeReference(from, file, line, type.Name, home);
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Named(SemanticModel model, SimpleNameSyntax name)
    {
        var info = model.GetSymbolInfo(name);
        IEnumerable<ISymbol> symbols = info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
        return symbols.Select(Outermost).OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
    }

    private static INamedTypeSymbol? Outermost(ISymbol symbol)
    {
        var type = symbol switch
        {
            INamedTypeSymbol named => named,
            IArrayTypeSymbol { ElementType: INamedTypeSymbol element } => element,
            IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
            ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol or ILabelSymbol => null,
            _ => symbol.ContainingType,
        };
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.OriginalDefinition;
    }

    /// <summary>The folder in which a type of this project is declared; null for all others and for generated types.</summary>
    private string? Home(INamedTypeSymbol type)
    {
        var files = type.DeclaringSyntaxReferences.Select(reference => _project.Files.GetValueOrDefault(reference.SyntaxTree)).ToList();
        return files.Count == 0 || files.Any(file => file is null or { IsGenerated: true }) ? null : files[0]!.Folder;
    }

    private static string? EnclosingType(SyntaxNode node)
        => node.Ancestors().Where(ancestor => ancestor is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).LastOrDefault() switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => null,
        };
}
