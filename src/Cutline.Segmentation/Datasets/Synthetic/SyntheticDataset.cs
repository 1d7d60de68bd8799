using System.Globalization;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>
/// Drawn photos of cars with exact masks. They need no download and are the same on every machine. As with Carvana, a car is a group: it is
/// shown in <see cref="ViewsPerCar"/> photos, and a split by car keeps them together.
/// </summary>
public sealed class SyntheticDataset : SegmentationDataset
{
    /// <summary>The word that stands for this data in place of a folder, alone or followed by <c>:COUNT</c>.</summary>
    public const string Word = "synthetic";

    /// <summary>The number of photos of each car.</summary>
    public const int ViewsPerCar = 16;

    /// <summary>The number of photos where none is given.</summary>
    public const int DefaultCount = 320;

    /// <summary>The largest number of photos.</summary>
    public const int MaxCount = 100_000;

    private readonly long seed;
    private readonly (int Width, int Height) size;

    /// <param name="count">The number of photos.</param>
    /// <param name="width">Their width in pixels.</param>
    /// <param name="height">Their height in pixels.</param>
    /// <param name="seed">Another seed gives other cars.</param>
    /// <exception cref="DatasetException">The number of photos or their size is out of range.</exception>
    public SyntheticDataset(int count = DefaultCount, int width = 512, int height = 342, long seed = 0)
    {
        if (count is < 1 or > MaxCount) throw new DatasetException($"{count} photos cannot be drawn: ask for 1 to {MaxCount}");
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide)
            throw new DatasetException($"photos of {width}×{height} cannot be drawn: choose sides from 1 to {MaxSide}");
        (this.seed, size) = (seed, (width, height));
        Root = count == DefaultCount ? Word : string.Create(CultureInfo.InvariantCulture, $"{Word}:{count}");
        Samples = [.. Enumerable.Range(0, count).Select(Name)];
    }

    /// <summary>The largest width and height of a photo.</summary>
    public const int MaxSide = 8192;

    /// <inheritdoc/>
    public override string Root { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<SampleId> Samples { get; }

    /// <inheritdoc/>
    public override ClassSet Classes => ClassSet.Car;

    /// <summary>Whether <paramref name="data"/> stands for drawn data: <c>synthetic</c> or <c>synthetic:COUNT</c>.</summary>
    public static bool IsNamed(string data) => data == Word || data.StartsWith(Word + ":", StringComparison.Ordinal);

    /// <summary>The data that <c>synthetic</c> or <c>synthetic:COUNT</c> stands for.</summary>
    /// <exception cref="DatasetException">It is neither, or the number is out of range.</exception>
    public static SyntheticDataset Parse(string data)
    {
        if (data == Word) return new();
        if (IsNamed(data) && int.TryParse(data.AsSpan(Word.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return new(count);
        throw new DatasetException($"'{data}' does not name drawn data: write {Word}, or {Word}:64 for 64 photos");
    }

    /// <inheritdoc/>
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
