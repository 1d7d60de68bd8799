using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cutline.Cli.Tests.Architecture;

public sealed class TypeTests
{
    /// <summary>What people wrote; a compiler's own types have brackets in their names, or another's namespace.</summary>
    private static IEnumerable<Type> Types => Rooms.All.SelectMany(room => room.Assembly.GetTypes()).Where(type =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.FullName!.Contains('<', StringComparison.Ordinal)
        && type.Namespace?.StartsWith("Cutline", StringComparison.Ordinal) == true);

    [Fact]
    public void Classes_are_abstract_or_sealed() =>
        Rule.None(Types.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false }));

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        string[] empty = ["Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Manager", "Desk"];
        Rule.None(Types.Where(type => empty.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal))));
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        var folders = Repository.Sources.Where(f => f.StartsWith("src/", StringComparison.Ordinal))
            .Select(f => Path.GetDirectoryName(f)!["src/".Length..].Replace('/', '.'))
            .ToHashSet();
        Rule.None(Types.Where(type => !folders.Contains(type.Namespace!)));
    }

    [Fact]
    public void Fields_are_private() => Rule.None(
        from type in Types
        where type.IsClass
        from field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        select $"{field.DeclaringType}.{field.Name}");
}
