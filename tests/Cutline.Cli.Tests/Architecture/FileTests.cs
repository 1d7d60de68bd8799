using System.Text.RegularExpressions;

namespace Cutline.Cli.Tests.Architecture;

/// <summary>What files are called, how long they and their lines are, and which may not be here.</summary>
public sealed partial class FileTests
{
    private const int MostLines = 500, MostColumns = 140;

    private static readonly string[] Written = [".cs", ".py", ".sh", ".js", ""];

    /// <summary>Code, without the modules and styles of the page, whose rules are eslint's.</summary>
    private static readonly string[] Narrow = [".cs", ".py", ".sh", ""];

    private static IEnumerable<string> Code(string[] extensions) =>
        Repository.Files.Where(f => extensions.Contains(Path.GetExtension(f)) && f != "LICENSE");

    [Fact]
    public void None_has_more_than_500_lines() => Rule.None(Code(Written).Where(f => Repository.Lines(f) > MostLines));

    [Fact]
    public void No_line_has_more_than_140_columns() => Rule.None(
        from file in Code(Narrow)
        from line in Repository.Text(file).Split('\n').Index()
        where line.Item.TrimEnd('\r').Length > MostColumns
        select $"{file}:{line.Index + 1} has {line.Item.Length}");

    [Fact]
    public void Most_are_short()
    {
        var lines = Repository.Sources.Select(Repository.Lines).Order().ToArray();

        Assert.True(lines[lines.Length / 2] < 80, $"the median is {lines[lines.Length / 2]} lines, which should be below 80");
        Assert.True(
            lines[lines.Length * 9 / 10] < 250, $"a tenth has {lines[lines.Length * 9 / 10]} lines or more, which should be below 250");
    }

    [Fact]
    public void No_folder_or_file_has_a_name_that_says_nothing() =>
        Rule.None(Repository.Files.Where(f => f.Split('/').Any(part => Empty().IsMatch(part))));

    [Fact]
    public void There_is_no_c_plus_plus() => Rule.None(Repository.Files.Where(f => Native().IsMatch(f)));

    /// <summary>Of the doors to libtorch and libvips that were ours: only what tells of the past may name them.</summary>
    [Fact]
    public void Nothing_is_left_of_our_own_doors() => Rule.None(
        from file in Repository.Files
        where Texts.Contains(Path.GetExtension(file)) && !file.StartsWith("docs/decisions/", StringComparison.Ordinal)
            && file is not ("CHANGELOG.md" or "tests/Cutline.Cli.Tests/Architecture/FileTests.cs") && Doors().IsMatch(Repository.Text(file))
        select file);

    [Fact]
    public void The_garbage_collector_is_left_alone() => // but by a test that measures what stays in memory
        Rule.None(Repository.Sources.Where(f =>
            f.StartsWith("src/", StringComparison.Ordinal) && Repository.Text(f).Contains("GC." + "Collect", StringComparison.Ordinal)));

    [Fact]
    public void Nothing_of_the_data_beside_the_checkout_is_in_it()
    {
        Rule.None(Repository.Files.Where(f => Carvana().IsMatch(Path.GetFileName(f))));

        var data = Path.Combine(Repository.Root, "..", "shared", "data");
        if (!Directory.Exists(data)) return;
        var names = Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToHashSet();
        names.Remove("README.md");
        Rule.None(Repository.Files.Where(f => names.Contains(Path.GetFileName(f))));
    }

    [Fact]
    public void No_file_is_large_but_a_model() => Rule.None(
        from file in Repository.Files
        let most = file.StartsWith("models/", StringComparison.Ordinal) ? 10_000_000 : 1_000_000
        where new FileInfo(Path.Combine(Repository.Root, file)).Length > most
        select file);

    private static string[] Texts => [".cs", ".csproj", ".props", ".slnx", ".md", ".py", ".sh", ".yaml", ".yml", ".json", ""];

    [GeneratedRegex("^(Utils?|Utilit.*|Helpers?|Common|.*Manager|Misc)([.].*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Empty();

    [GeneratedRegex("[.](c|cc|cpp|cxx|cu|h|hh|hpp)$|CMakeLists.txt$")]
    private static partial Regex Native();

    [GeneratedRegex(@"Cutline\.Torch\b|(?<![\w-])native/|VIPSABI|TORCHABI")]
    private static partial Regex Doors();

    [GeneratedRegex("^[0-9a-f]{12}_[0-9]{2}(_mask)?[.](jpg|gif|png)$")]
    private static partial Regex Carvana();
}
