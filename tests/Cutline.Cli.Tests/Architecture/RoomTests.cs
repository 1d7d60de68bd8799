using System.Xml.Linq;

namespace Cutline.Cli.Tests.Architecture;

/// <summary>The arrows between rooms, as compiled and as project files name them.</summary>
public sealed class RoomTests
{
    [Fact]
    public void Every_room_is_in_the_plan_and_the_other_way_round() =>
        Assert.Equal(Names.Order(StringComparer.Ordinal), Projects("src").Select(Path.GetFileNameWithoutExtension));

    [Fact]
    public void The_plan_has_no_circle()
    {
        var before = new HashSet<string>();
        foreach (var (name, uses, _) in Rooms.All)
        {
            Assert.Empty(uses.Except(before));
            before.Add(name);
        }
    }

    [Fact]
    public void Compiled_code_uses_only_rooms_before_its_own() => Rule.None(
        from room in Rooms.All
        from used in Rooms.References(room.Assembly)
        where Names.Contains(used) && !room.Uses.Contains(used)
        select $"{room.Name} uses {used}");

    [Fact]
    public void Every_arrow_of_the_plan_is_used() => Rule.None(
        from room in Rooms.All
        from used in room.Uses
        where !Rooms.References(room.Assembly).Contains(used)
        select $"{room.Name} does not use {used}");

    [Fact]
    public void Libraries_stay_in_their_rooms() => Rule.None(
        from room in Rooms.All
        from reference in Rooms.References(room.Assembly)
        from library in Rooms.Libraries
        where reference.StartsWith(library.Key, StringComparison.Ordinal) && !library.Value.Contains(room.Name)
        select $"{room.Name} uses {reference}");

    [Fact]
    public void A_project_names_only_rooms_that_it_may_use() => Rule.None(
        from room in Rooms.All
        from named in References($"src/{room.Name}/{room.Name}.csproj")
        where !room.Uses.Contains(named)
        select $"{room.Name} names {named}");

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Namespaces_of_a_room_have_no_circle(string name) =>
        NamespaceCycles.AssertNone(Rooms.All.Single(r => r.Name == name).Assembly);

    [Fact]
    public void Every_room_has_its_tests()
    {
        var tests = Projects("tests").Select(project => Path.GetFileNameWithoutExtension(project)!).ToArray();

        Assert.Empty(Names.Select(room => $"{room}.Tests").Except(tests));
        foreach (var room in Names) Assert.Equal([room], References($"tests/{room}.Tests/{room}.Tests.csproj"));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = XDocument.Parse(Repository.Text("Cutline.slnx")).Descendants("Project").Select(p => (string)p.Attribute("Path")!);
        Assert.Equal(Projects("src").Concat(Projects("tests")).Order(StringComparer.Ordinal), solution.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Versions_of_packages_are_in_one_place() => Rule.None(
        from project in Projects("src").Concat(Projects("tests")) // samples stand alone, outside the tree
        from reference in XDocument.Parse(Repository.Text(project)).Descendants("PackageReference")
        where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
        select $"{project}: {reference.Attribute("Include")?.Value}");

    public static TheoryData<string> RoomNames => [.. Names];

    private static IEnumerable<string> Names => Rooms.All.Select(room => room.Name);

    private static IEnumerable<string> Projects(string folder) =>
        Repository.Files.Where(f => f.StartsWith($"{folder}/", StringComparison.Ordinal) && Path.GetExtension(f) == ".csproj");

    private static IEnumerable<string> References(string project) => XDocument.Parse(Repository.Text(project))
        .Descendants("ProjectReference")
        .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!));
}
