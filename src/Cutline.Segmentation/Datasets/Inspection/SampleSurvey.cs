using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>What a sample contains. Where it cannot be decoded, everything except the problems is empty.</summary>
/// <param name="Problems">Why it cannot be decoded.</param>
internal sealed record SampleSurvey(IReadOnlyList<DataProblem> Problems)
{
    /// <summary>The photo's size.</summary>
    public (int Width, int Height) Size { get; init; }

    /// <summary>The number of pixels of each class, and then of void.</summary>
    public long[] Pixels { get; init; } = [];

    /// <summary>Labels in the mask that belong to no class.</summary>
    public IReadOnlyList<UnknownLabel> UnknownLabels { get; init; } = [];

    /// <summary>The number of pixels whose colour is far from the colour of their class.</summary>
    public long DistantPixels { get; init; }

    /// <summary>The photo's perceptual hash; null for a photo of a single colour.</summary>
    public PhotoHash? Hash { get; init; }

    /// <summary>The key of the sample's content.</summary>
    public ContentKey? Key { get; init; }

    /// <summary>How the mask lies to a photo that EXIF turns.</summary>
    public MaskTurn Turn { get; init; } = MaskTurn.None;

    /// <summary>How well the outline fits, as it is and turned; null where nothing asks for it.</summary>
    public OutlineFit? Fit { get; init; }

    /// <summary>Decodes a sample to its last byte, and counts.</summary>
    public static SampleSurvey Of(SegmentationDataset data, int index)
    {
        try
        {
            var sample = data.Read(index);
            using var mask = sample.ReadMask();
            using var photo = sample.DecodePhoto();
            using var otherwise = sample.DrawnOtherwise(mask.Indices);
            var counts = new long[data.Classes.Count + 1];
            foreach (var value in mask.Indices.Pixels) counts[Math.Min(value, (byte)data.Classes.Count)]++;
            counts[^1] -= mask.UnknownLabels.Sum(s => s.Pixels);
            return new([])
            {
                Size = (photo.Width, photo.Height),
                Pixels = counts,
                UnknownLabels = mask.UnknownLabels,
                DistantPixels = mask.DistantPixels,
                Hash = PhotoHash.Of(photo),
                Key = sample.Key,
                Turn = sample.Turn,
                Fit = otherwise is null ? null : OutlineFit.Of(photo, mask.Indices, otherwise),
            };
        }
        catch (DatasetException e) when (e.Problems.Count > 0)
        {
            return new(e.Problems);
        }
    }
}
