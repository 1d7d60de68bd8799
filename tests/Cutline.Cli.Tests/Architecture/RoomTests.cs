using System.Xml.Linq;

namespace Cutline.Cli.Tests.Architecture;

/// <summary>Which room may use which: only those named here, so that every arrow points one way.</summary>
public sealed class RoomTests
{
    /// <summary>A room and the rooms that it names in its project file; what these use comes along.</summary>
    private static readonly Dictionary<string, string[]> Uses = new()
    {
        ["Cutline.Imaging"] = [],
        ["Cutline.Segmentation"] = ["Cutline.Imaging"],
        ["Cutline.Training"] = ["Cutline.Segmentation"],
        ["Cutline.Studio"] = ["Cutline.Imaging"],
        ["Cutline.Listings"] = ["Cutline.Imaging"],
        ["Cutline.Web"] = ["Cutline.Segmentation", "Cutline.Studio", "Cutline.Listings"],
        ["Cutline.Cli"] = ["Cutline.Segmentation", "Cutline.Training", "Cutline.Studio", "Cutline.Listings", "Cutline.Web"],
    };

    [Fact]
    public void Every_room_is_in_the_plan_and_the_other_way_round() =>
        Assert.Equal(Uses.Keys.Order(StringComparer.Ordinal), Projects("src").Select(Path.GetFileNameWithoutExtension));

    [Fact]
    public void A_room_names_only_rooms_before_it()
    {
        foreach (var project in Projects("src"))
            Assert.Equal(Uses[Path.GetFileNameWithoutExtension(project)], References(project));
    }

    [Fact]
    public void Nothing_else_is_named_in_the_sources_of_a_room()
    {
        foreach (var room in Uses.Keys)
        {
            var known = Known(room).Append(room).ToHashSet();
            foreach (var source in Repository.Sources.Where(f => f.StartsWith($"src/{room}/", StringComparison.Ordinal)))
                foreach (var other in Uses.Keys.Except(known))
                    Assert.False(Repository.Text(source).Contains($"using {other}", StringComparison.Ordinal), $"{source} uses {other}");
        }
    }

    [Fact]
    public void Every_room_has_its_tests_and_tests_refer_to_their_own_room()
    {
        Assert.Equal(Uses.Keys.Select(room => $"{room}.Tests").Order(StringComparer.Ordinal), Projects("tests").Select(Path.GetFileNameWithoutExtension));
        foreach (var project in Projects("tests"))
            Assert.Equal([Path.GetFileNameWithoutExtension(project)[..^".Tests".Length]], References(project));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = XDocument.Parse(Repository.Text("Cutline.slnx")).Descendants("Project").Select(p => (string)p.Attribute("Path")!);
        Assert.Equal(Projects("src").Concat(Projects("tests")).Order(StringComparer.Ordinal), solution.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Known(string room) => Uses[room].SelectMany(other => Known(other).Append(other));

    private static IEnumerable<string> Projects(string folder) => Repository.Files.Where(f => f.StartsWith($"{folder}/", StringComparison.Ordinal) && f.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project) => XDocument.Parse(Repository.Text(project)).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!));
}
