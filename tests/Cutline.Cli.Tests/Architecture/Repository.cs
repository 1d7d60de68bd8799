namespace Cutline.Cli.Tests.Architecture;

/// <summary>The checkout that the tests lie in: its files, without what is built or belongs to git.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs =
    [
        ".git", ".build", "artifacts", "runs", ".vs", ".idea", "bin", "obj", "node_modules", "TestResults",
    ];

    public static string Root { get; } = Path.GetDirectoryName(RepositoryPaths.Find("Cutline.slnx"))!;

    /// <summary>Paths relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Below(Root).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Sources => Files.Where(f => Path.GetExtension(f) is ".cs");

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static int Lines(string file) => File.ReadLines(Path.Combine(Root, file)).Count();

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(d => !NotOurs.Contains(Path.GetFileName(d))).SelectMany(Below));
}
