namespace Cutline.Segmentation.Datasets;

/// <summary>Matches photos and masks by their names.</summary>
internal abstract class Pairing
{
    /// <summary>The sample of a photo; null when the file is not named like a photo.</summary>
    protected abstract SampleId? Photo(SourceFile file);

    /// <summary>The name of a mask's sample; null when the file is not named like a mask.</summary>
    protected abstract string? Mask(SourceFile file);

    /// <summary>How photos are named, for messages.</summary>
    protected abstract string PhotoNames { get; }

    /// <summary>How masks are named, for messages.</summary>
    protected abstract string MaskNames { get; }

    /// <summary>The path of a missing mask, for messages.</summary>
    protected abstract string MaskOf(string sample);

    /// <summary>The path of a missing photo, for messages.</summary>
    protected abstract string PhotoOf(string sample);

    /// <summary>Matches the files.</summary>
    /// <param name="photos">Files that should be photos.</param>
    /// <param name="masks">Files that should be masks.</param>
    /// <param name="problems">Receives a problem for each file that has no counterpart or another kind of name.</param>
    /// <returns>The pairs in ordinal order of the samples' names.</returns>
    public List<(SampleId Id, SourceFile Photo, SourceFile Mask)> Pair(
        IReadOnlyList<SourceFile> photos, IReadOnlyList<SourceFile> masks, List<DataProblem> problems)
    {
        var ids = new Dictionary<string, SampleId>();
        string? Noted(SourceFile file)
        {
            if (Photo(file) is not { } id) return null;
            ids.TryAdd(NameForm.Of(id.Name), id);
            return id.Name;
        }

        var photoOf = ByName(photos, Noted, PhotoNames, problems);
        var maskOf = ByName(masks, Mask, MaskNames, problems);

        problems.AddRange(photoOf.Where(p => !maskOf.ContainsKey(p.Key))
            .Select(p => new DataProblem(p.Value.DisplayPath, "has no mask", $"add {MaskOf(ids[p.Key].Name)}, or remove the photo")));
        problems.AddRange(maskOf.Where(m => !photoOf.ContainsKey(m.Key))
            .Select(m => new DataProblem(m.Value.DisplayPath, "has no photo", $"add {PhotoOf(Mask(m.Value)!)}, or remove the mask")));
        problems.Sort((a, b) => string.CompareOrdinal(a.File, b.File));

        return [.. photoOf.Where(p => maskOf.ContainsKey(p.Key))
            .Select(p => (Id: ids[p.Key], p.Value, maskOf[p.Key]))
            .OrderBy(pair => pair.Id.Name, StringComparer.Ordinal)];
    }

    /// <summary>The files by the common form of their samples' names.</summary>
    private static Dictionary<string, SourceFile> ByName(
        IReadOnlyList<SourceFile> files, Func<SourceFile, string?> name, string expected, List<DataProblem> problems)
    {
        var found = new Dictionary<string, SourceFile>();
        foreach (var file in files)
        {
            if (name(file) is not { } sample)
                problems.Add(new(file.DisplayPath, $"is not named {expected}", "rename or remove it"));
            else if (!found.TryAdd(NameForm.Of(sample), file))
                problems.Add(new(
                    file.DisplayPath, NameForm.Clash(sample, name(found[NameForm.Of(sample)])!, found[NameForm.Of(sample)].DisplayPath),
                    "remove one of the two"));
        }

        return found;
    }
}
