namespace Cutline.Segmentation.Datasets;

/// <summary>Which photo belongs to which mask, by their names alone.</summary>
internal abstract class Pairing
{
    /// <summary>The sample that a photo of this name shows, or null when the name is none that a photo has here.</summary>
    protected abstract SampleId? Photo(SourceFile file);

    /// <summary>The name of the sample that a mask of this name belongs to, or null when the name is none that a mask has here.</summary>
    protected abstract string? Mask(SourceFile file);

    /// <summary>How a photo is named.</summary>
    protected abstract string PhotoNames { get; }

    /// <summary>How a mask is named.</summary>
    protected abstract string MaskNames { get; }

    /// <summary>The mask that a sample lacks, for the repair.</summary>
    protected abstract string MaskOf(string sample);

    /// <summary>The photo that a sample lacks, for the repair.</summary>
    protected abstract string PhotoOf(string sample);

    /// <summary>Pairs the files; whatever finds no partner, or has a stranger's name, becomes a problem.</summary>
    public List<(SampleId Id, SourceFile Photo, SourceFile Mask)> Pair(
        IReadOnlyList<SourceFile> photos, IReadOnlyList<SourceFile> masks, List<DataProblem> problems)
    {
        var ids = new Dictionary<string, SampleId>();
        var photoOf = ByName(photos, file => Photo(file) is { } id ? (ids[id.Name] = id).Name : null, PhotoNames, problems);
        var maskOf = ByName(masks, Mask, MaskNames, problems);

        problems.AddRange(photoOf.Where(p => !maskOf.ContainsKey(p.Key))
            .Select(p => new DataProblem(p.Value.Shown, "has no mask", $"add {MaskOf(p.Key)}, or remove the photo")));
        problems.AddRange(maskOf.Where(m => !photoOf.ContainsKey(m.Key))
            .Select(m => new DataProblem(m.Value.Shown, "has no photo", $"add {PhotoOf(m.Key)}, or remove the mask")));
        problems.Sort((a, b) => string.CompareOrdinal(a.File, b.File));

        return [.. photoOf.Where(p => maskOf.ContainsKey(p.Key))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => (ids[p.Key], p.Value, maskOf[p.Key]))];
    }

    private static Dictionary<string, SourceFile> ByName(
        IReadOnlyList<SourceFile> files, Func<SourceFile, string?> name, string expected, List<DataProblem> problems)
    {
        var found = new Dictionary<string, SourceFile>();
        foreach (var file in files)
        {
            if (name(file) is not { } sample)
                problems.Add(new(file.Shown, $"is not named {expected}", "rename or remove it"));
            else if (!found.TryAdd(sample, file))
                problems.Add(new(file.Shown, $"has the same name as {found[sample].Shown}", "remove one of the two"));
        }

        return found;
    }
}
