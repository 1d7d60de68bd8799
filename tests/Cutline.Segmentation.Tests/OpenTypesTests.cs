using System.Reflection;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Tests;

/// <summary>
/// What a user of the library may derive from needs nothing internal. The tests see internals, so that only reflection can tell.
/// </summary>
public class OpenTypesTests
{
    /// <summary>Public since public types derive from it; a user derives from <see cref="FilePairDataset"/> instead.</summary>
    private static readonly Type[] Closed = [typeof(PairedDataset)];

    public static TheoryData<Type> AbstractTypes =>
    [
        .. typeof(SegmentationDataset).Assembly.GetExportedTypes()
            .Where(t => t is { IsAbstract: true, IsSealed: false, IsClass: true }).Except(Closed),
    ];

    [Theory]
    [MemberData(nameof(AbstractTypes))]
    public void An_abstract_type_can_be_derived_from_in_another_assembly(Type type)
    {
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        static bool IsReachable(MethodBase member) => member.IsPublic || member.IsFamily || member.IsFamilyOrAssembly;

        Assert.Contains(type.GetConstructors(all), IsReachable);
        Assert.All(type.GetMethods(all).Where(m => m.IsAbstract), m => Assert.True(IsReachable(m), $"{type.Name}.{m.Name} is internal"));
    }
}
