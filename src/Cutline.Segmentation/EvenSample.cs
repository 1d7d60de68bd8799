namespace Cutline.Segmentation;

/// <summary>Takes some of many items, evenly spread over them.</summary>
public static class EvenSample
{
    /// <summary>
    /// Some of the indices at even distances, the first always among them; all of them if there are no more than asked for.
    /// </summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> indices, int count) =>
        indices.Count <= count ? indices : [.. Enumerable.Range(0, count).Select(i => indices[(int)((long)i * indices.Count / count)])];
}
