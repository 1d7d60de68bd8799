using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Cutline.Cli.Tests.Architecture;

/// <summary>Every project's packages are locked: versions as the central list has them, and the hash of each.</summary>
public sealed class LockedPackagesTests
{
    private static readonly string[] Systems = ["linux-x64", "linux-arm64", "win-x64", "osx-arm64"];

    private static IEnumerable<string> Projects => Repository.Files.Where(
        f => f.EndsWith(".csproj", StringComparison.Ordinal) && f.Split('/')[0] is "src" or "tests");

    private static IEnumerable<string> LockFiles => Repository.Files.Where(f => f.EndsWith(".lock.json", StringComparison.Ordinal));

    [Fact]
    public void Every_project_has_a_file_and_what_trains_one_for_each_system()
    {
        Assert.NotEmpty(Projects);
        Rule.None(Projects.Select(p => $"{Path.GetDirectoryName(p)}/packages.lock.json").Except(LockFiles));
        Rule.None(
            from system in Systems
            where system != "linux-arm64" // which has no libtorch
            let file = $"src/Cutline.Cli/packages.libtorch-{system}.lock.json"
            where !LockFiles.Contains(file) || !Repository.Text(file).Contains($"\"libtorch-cpu-{system}\"", StringComparison.Ordinal)
            select file);
        Rule.None(
            from file in LockFiles
            from system in Systems
            where !Targets(file).Any(t => t.Key.EndsWith($"/{system}", StringComparison.Ordinal))
            select $"{file} is not for {system}");
    }

    [Fact]
    public void Every_package_has_its_hash_and_the_version_of_the_central_list()
    {
        var versions = XDocument.Parse(Repository.Text("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(e => (string)e.Attribute("Include")!, e => (string)e.Attribute("Version")!);
        var packages = (from file in LockFiles
                        from target in Targets(file)
                        from package in target.Value!.AsObject()
                        select (File: file, Name: package.Key, Entry: package.Value!)).ToArray();
        Assert.NotEmpty(packages);
        Rule.None(packages.Where(p => (string?)p.Entry["type"] != "Project" && (string?)p.Entry["contentHash"] is not { Length: > 80 })
            .Select(p => $"{p.File}: {p.Name} has no hash"));
        Rule.None(packages.Where(p => (string?)p.Entry["type"] == "Direct" && versions.GetValueOrDefault(p.Name) is var version
            && (string?)p.Entry["resolved"] != version).Select(p => $"{p.File}: {p.Name} is {p.Entry["resolved"]}"));
    }

    [Fact]
    public void None_names_where_packages_come_from() =>
        Rule.None(LockFiles.Where(f => Repository.Text(f).Contains("://", StringComparison.Ordinal)));

    private static JsonObject Targets(string file) => JsonNode.Parse(Repository.Text(file))!["dependencies"]!.AsObject();
}
