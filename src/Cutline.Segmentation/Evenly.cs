namespace Cutline.Segmentation;

/// <summary>Some of many.</summary>
public static class Evenly
{
    /// <summary>So many at even distances, the first among them; all where there are no more.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> indices, int count) =>
        indices.Count <= count ? indices : [.. Enumerable.Range(0, count).Select(i => indices[(int)((long)i * indices.Count / count)])];
}
