using System.Reflection;
using System.Runtime.CompilerServices;
using Cutline.Imaging;
using Cutline.Listings;
using Cutline.Listings.Errors;
using Cutline.Training.Models;
using Cutline.Studio;
using Cutline.Torch;
using Cutline.Web;

namespace Cutline.Cli.Tests.Architecture;

public sealed class TypeTests
{
    private static readonly Assembly[] Rooms = [typeof(Tensor).Assembly, typeof(Photo).Assembly, typeof(UNet).Assembly, typeof(CutOut).Assembly, typeof(ListingsException).Assembly, typeof(WebService).Assembly, typeof(CommandLine).Assembly];

    /// <summary>What people wrote; a compiler's own types have brackets in their names, or another's namespace.</summary>
    private static IEnumerable<Type> Types => Rooms.SelectMany(room => room.GetTypes()).Where(type =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.FullName!.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("Cutline", StringComparison.Ordinal) == true);

    [Fact]
    public void Classes_are_abstract_or_sealed() => Rule.None(Types.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false }));

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        string[] empty = ["Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Manager"];
        Rule.None(Types.Where(type => empty.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal))));
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        var folders = Repository.Sources.Where(f => f.StartsWith("src/", StringComparison.Ordinal)).Select(f => Path.GetDirectoryName(f)!["src/".Length..].Replace('/', '.'))
            .Append("Cutline.Native").ToHashSet(); // native/NativeDirectory.cs, which the door to libtorch compiles
        Rule.None(Types.Where(type => !folders.Contains(type.Namespace!)));
    }

    [Fact]
    public void Fields_are_private() =>
        Rule.None(Types.Where(t => t is { IsClass: true }).SelectMany(t => t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)).Select(f => $"{f.DeclaringType}.{f.Name}"));
}
