using System.Globalization;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>
/// Drawn photos of drawn cars with exact masks: nothing to download, the same on every machine. As with Carvana, a car is a group:
/// it appears in <see cref="ViewsPerCar"/> photos, and a split by car keeps them together.
/// </summary>
public sealed class SyntheticDataset : SegmentationDataset
{
    /// <summary>What names this data in place of a folder, alone or followed by <c>:COUNT</c>.</summary>
    public const string Word = "synthetic";

    /// <summary>Photos of each car.</summary>
    public const int ViewsPerCar = 16;

    /// <summary>Photos where no number is given.</summary>
    public const int DefaultCount = 320;

    /// <summary>The most photos that are drawn.</summary>
    public const int MaxCount = 100_000;

    private readonly long seed;
    private readonly (int Width, int Height) size;

    /// <param name="count">How many photos.</param>
    /// <param name="width">Their width in pixels.</param>
    /// <param name="height">Their height in pixels.</param>
    /// <param name="seed">Another seed draws other cars.</param>
    /// <exception cref="DatasetException">There is no such number of photos, or no such size.</exception>
    public SyntheticDataset(int count = DefaultCount, int width = 512, int height = 342, long seed = 0)
    {
        if (count is < 1 or > MaxCount) throw new DatasetException($"{count} photos cannot be drawn: ask for 1 to {MaxCount}");
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide) throw new DatasetException($"photos of {width}×{height} cannot be drawn: choose sides from 1 to {MaxSide}");
        (this.seed, size) = (seed, (width, height));
        Root = count == DefaultCount ? Word : string.Create(CultureInfo.InvariantCulture, $"{Word}:{count}");
        Samples = [.. Enumerable.Range(0, count).Select(Name)];
    }

    /// <summary>The largest side of a photo.</summary>
    public const int MaxSide = 8192;

    public override string Root { get; }

    public override IReadOnlyList<SampleId> Samples { get; }

    /// <summary>Whether <paramref name="data"/> asks for drawn data: <c>synthetic</c> or <c>synthetic:COUNT</c>.</summary>
    public static bool IsNamed(string data) => data == Word || data.StartsWith(Word + ":", StringComparison.Ordinal);

    /// <summary>The data that <c>synthetic</c> or <c>synthetic:COUNT</c> names.</summary>
    /// <exception cref="DatasetException">It is neither.</exception>
    public static SyntheticDataset Parse(string data)
    {
        if (data == Word) return new();
        if (IsNamed(data) && int.TryParse(data.AsSpan(Word.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return new(count);
        throw new DatasetException($"'{data}' names no drawn data: write {Word}, or {Word}:64 for 64 photos");
    }

    public override Sample Read(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Samples.Count);
        return new SyntheticSample(seed, index / ViewsPerCar, index % ViewsPerCar, size.Width, size.Height);
    }

    private static SampleId Name(int index)
    {
        var car = string.Create(CultureInfo.InvariantCulture, $"car{index / ViewsPerCar:D4}");
        return new(string.Create(CultureInfo.InvariantCulture, $"{car}_{index % ViewsPerCar + 1:D2}"), car);
    }
}
