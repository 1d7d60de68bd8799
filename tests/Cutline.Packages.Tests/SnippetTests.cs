using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cutline.Packages.Tests;

/// <summary>The C# in the README, the documentation and the packages' readmes compiles as it stands there.</summary>
public sealed class SnippetTests
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    public static TheoryData<string, int> Snippets()
    {
        var found = new TheoryData<string, int>();
        var root = Path.GetDirectoryName(RepositoryPaths.Find("Cutline.slnx"))!;
        foreach (var page in Pages(root))
            for (var i = 0; i < SnippetsOf(File.ReadAllText(Path.Combine(root, page))).Count; i++) found.Add(page, i);
        return found;
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Compiles(string page, int number)
    {
        var code = SnippetsOf(File.ReadAllText(RepositoryPaths.Find(page)))[number];
        var compilation = CSharpCompilation.Create(
            "Snippet", [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(code)], References(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString());
        Assert.True(!errors.Any(), $"{page}, snippet {number + 1}:\n{string.Join('\n', errors)}\n\n{code}");
    }

    [Fact]
    public void The_pages_on_CSharp_have_snippets() => Assert.True(Snippets().Count >= 8, $"{Snippets().Count} snippets were found");

    private static IEnumerable<string> Pages(string root) => Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(root, "src"), "README.md", SearchOption.AllDirectories))
        .Append(Path.Combine(root, "README.md"))
        .Select(file => Path.GetRelativePath(root, file))
        .Where(page => !page.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>The blocks that are marked as C#.</summary>
    private static List<string> SnippetsOf(string page)
    {
        var snippets = new List<string>();
        for (var at = 0; (at = page.IndexOf("```csharp\n", at, StringComparison.Ordinal)) >= 0;)
        {
            at += "```csharp\n".Length;
            var end = page.IndexOf("\n```", at, StringComparison.Ordinal);
            snippets.Add(page[at..end]);
            at = end;
        }

        return snippets;
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(assembly => MetadataReference.CreateFromFile(assembly));
}
