namespace Cutline.Segmentation.Tests.Datasets;

/// <summary>Data that lies beside the checkout and is never part of it.</summary>
internal static class RealData
{
    public static string? Find(string name) => RepositoryPaths.TryFind($"shared/data/{name}");
}

/// <summary>A test on real data, skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string name) => Skip = RealData.Find(name) is null ? $"no shared/data/{name} beside the checkout" : null;
}
