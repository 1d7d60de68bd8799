using System.Text.RegularExpressions;

namespace Cutline.Cli.Tests.Architecture;

/// <summary>What files are called, how long they are, and which may not be here.</summary>
public sealed partial class FileTests
{
    private static readonly string[] Written = [".cs", ".cpp", ".py", ".sh", ""];

    [Fact]
    public void None_has_more_than_500_lines() =>
        Rule.None(Repository.Files.Where(f => Written.Contains(Path.GetExtension(f)) && Repository.Lines(f) > 500));

    [Fact]
    public void Most_are_short()
    {
        var lines = Repository.Sources.Select(Repository.Lines).Order().ToArray();

        Assert.True(lines[lines.Length / 2] < 80, $"the median is {lines[lines.Length / 2]} lines, which should be below 80");
        Assert.True(lines[lines.Length * 9 / 10] < 250, $"a tenth has {lines[lines.Length * 9 / 10]} lines or more, which should be below 250");
    }

    [Fact]
    public void No_folder_or_file_has_a_name_that_says_nothing() =>
        Rule.None(Repository.Files.Where(f => f.Split('/').Any(part => Empty().IsMatch(part))));

    [Fact]
    public void C_plus_plus_is_the_one_door() =>
        Assert.Equal(["native/torch.cpp"], Repository.Files.Where(f => Native().IsMatch(f)));

    [Fact]
    public void The_garbage_collector_is_left_alone() => // but by a test that measures what stays in memory
        Rule.None(Repository.Sources.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && Repository.Text(f).Contains("GC." + "Collect", StringComparison.Ordinal)));

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
    public void No_file_is_large_but_a_model() =>
        Rule.None(Repository.Files.Where(f => new FileInfo(Path.Combine(Repository.Root, f)).Length > (f.StartsWith("models/", StringComparison.Ordinal) ? 10_000_000 : 1_000_000)));

    [GeneratedRegex("^(Utils?|Utilit.*|Helpers?|Common|.*Manager|Misc)([.].*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Empty();

    [GeneratedRegex("[.](c|cc|cpp|cxx|cu|h|hh|hpp)$")]
    private static partial Regex Native();

    [GeneratedRegex("^[0-9a-f]{12}_[0-9]{2}(_mask)?[.](jpg|gif|png)$")]
    private static partial Regex Carvana();
}
