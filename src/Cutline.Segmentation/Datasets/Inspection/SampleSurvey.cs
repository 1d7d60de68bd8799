using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>What was seen of one sample; all but the problems empty where it cannot be decoded.</summary>
internal sealed record SampleSurvey(IReadOnlyList<DataProblem> Problems)
{
    public (int Width, int Height) Size { get; init; }

    /// <summary>Pixels of each class, then void.</summary>
    public long[] Pixels { get; init; } = [];

    public IReadOnlyList<UnknownLabel> UnknownLabels { get; init; } = [];

    public long Far { get; init; }

    public PhotoHash? Hash { get; init; }

    public ContentKey? Key { get; init; }

    /// <summary>Looks at a sample to its last byte.</summary>
    public static SampleSurvey Of(SegmentationDataset data, int index)
    {
        try
        {
            var sample = data.Read(index);
            using var mask = sample.ReadMask();
            using var photo = sample.DecodePhoto();
            var counts = new long[data.Classes.Count + 1];
            foreach (var value in mask.Indices.Pixels) counts[Math.Min(value, (byte)data.Classes.Count)]++;
            counts[^1] -= mask.UnknownLabels.Sum(s => s.Pixels);
            return new([]) { Size = (photo.Width, photo.Height), Pixels = counts, UnknownLabels = mask.UnknownLabels, Far = mask.Far, Hash = PhotoHash.Of(photo), Key = sample.Key };
        }
        catch (DatasetException e) when (e.Problems.Count > 0)
        {
            return new(e.Problems);
        }
    }
}
