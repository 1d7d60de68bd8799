namespace Cutline.Segmentation.Datasets;

/// <summary>Pairs the photos of a folder with masks of the same names in another.</summary>
internal static class PairedByName
{
    private const int Shown = 3;

    /// <summary>The pairs.</summary>
    /// <param name="root">The dataset's root.</param>
    /// <param name="folder">The two folders.</param>
    /// <param name="problems">Receives a problem for each file that has no counterpart.</param>
    /// <param name="others">Receives the files that are no pictures.</param>
    /// <param name="photoEnd">What the names of photos have after those of masks, before the extension.</param>
    /// <param name="part">The part that all are in; null for what the names say.</param>
    /// <exception cref="DatasetException">A folder cannot be listed.</exception>
    public static IEnumerable<FilePair> Pairs(
        string root, PhotoMaskFolder folder, List<DataProblem> problems, List<string> others, string photoEnd = "", string? part = null)
    {
        var photos = ByStem(root, folder.Photos, photoEnd, problems, others);
        var masks = ByStem(root, folder.Masks, "", problems, others);
        problems.AddRange(photos.Where(p => !masks.ContainsKey(p.Key)).Select(p => new DataProblem(
            p.Value.File, "has no mask", $"add {folder.Masks}/{p.Value.Stem}.png, or remove the photo")));
        var extension = photos.Count > 0 ? Path.GetExtension(photos.Values.First().File) : ".jpg"; // as the others have it
        problems.AddRange(masks.Where(m => !photos.ContainsKey(m.Key)).Select(m => new DataProblem(
            m.Value.File, "has no photo", $"add {folder.Photos}/{m.Value.Stem}{photoEnd}{extension}, or remove the mask")));
        foreach (var (stem, photo) in photos.Where(p => masks.ContainsKey(p.Key)))
        {
            var name = folder.Prefix + photo.Stem;
            yield return new(new(name, name), part ?? GivenParts.OfName(name), photo.File, masks[stem].File);
        }
    }

    /// <summary>A word on files that are no pictures by their names.</summary>
    public static IEnumerable<DataNote> Skipped(IReadOnlyList<string> others)
    {
        if (others.Count == 0) yield break;
        yield return new(
            $"skipped {others.Count} {(others.Count == 1 ? "file" : "files")} among photos and masks that are no pictures by name: "
                + string.Join(", ", others.Take(Shown)) + (others.Count > Shown ? ", …" : ""),
            "save them as PNG or JPEG if they are meant");
    }

    /// <summary>The pictures of a folder, by the common form of their paths in it without extension.</summary>
    private static SortedDictionary<string, (string Stem, string File)> ByStem(
        string root, string folder, string end, List<DataProblem> problems, List<string> others)
    {
        var found = new SortedDictionary<string, (string Stem, string File)>(StringComparer.Ordinal);
        foreach (var file in PictureFiles.Find(root, folder, recursive: true, others))
        {
            var stem = Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace(Path.DirectorySeparatorChar, '/');
            if (!stem.EndsWith(end, StringComparison.Ordinal))
                problems.Add(new(file, $"is not named like a photo, *{end}", "rename or remove it"));
            else if (stem[..^end.Length] is var name && !found.TryAdd(NameForm.Of(name), (name, file)))
                problems.Add(new(
                    file, NameForm.Clash(name, found[NameForm.Of(name)].Stem, found[NameForm.Of(name)].File), "remove one of the two"));
        }

        return found;
    }
}
