using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>The categories of all annotation files as classes: by their names, whatever ids a file gives them.</summary>
internal static class CocoCategories
{
    private const string Background = "background";
    private const int Shown = 5;

    /// <summary>Background, and the categories in the order in which the files first name them.</summary>
    /// <exception cref="DatasetException">There are too few or too many.</exception>
    public static ClassSet Union(IReadOnlyList<(CocoList List, CocoFile File)> files)
    {
        var names = NamesOf(files);
        try
        {
            return new ClassSet([.. names.Prepend(Background).Select((name, i) => new SegmentClass(name, ClassPalette.Voc(i)))]).Validated();
        }
        catch (ArgumentException e)
        {
            throw new DatasetException(new DataProblem(
                files[0].List.File, $"lists categories that cannot be classes ({e.Message})",
                "export it with its categories, or name the classes in classes.json"), e);
        }
    }

    /// <summary>The class index of each category of a file; 0, background, for categories that are not among the classes.</summary>
    /// <exception cref="DatasetException">Two categories have the same id.</exception>
    public static Dictionary<string, byte> Indices(string list, CocoFile file, ClassSet classes)
    {
        var names = Enumerable.Range(0, classes.Count).ToDictionary(i => classes.Classes[i].Name, i => (byte)i);
        var index = new Dictionary<string, byte>();
        foreach (var category in file.Categories!)
        {
            if (!index.TryAdd(category.Id, names.GetValueOrDefault(category.Name)))
                throw new DatasetException(new DataProblem(
                    list, $"has two categories of id {category.Id}", "give each category an id of its own"));
        }

        return index;
    }

    /// <summary>Files that list other categories than the rest, and annotated categories that are not among the classes.</summary>
    public static IEnumerable<DataNote> Notes(IReadOnlyList<(CocoList List, CocoFile File)> files, ClassSet classes)
    {
        var union = NamesOf(files);
        foreach (var (list, file) in files)
        {
            var missing = union.Except(file.Categories!.Select(c => c.Name)).ToArray();
            if (missing.Length > 0)
                yield return new(
                    $"{list.File} does not list {Some(missing)}, which other files do: the classes are those of all files",
                    "check that objects of these classes are annotated in its photos, too");
        }

        var known = classes.Classes.Select(c => c.Name).ToHashSet();
        var left = files.SelectMany(f => f.File.Annotations!.Join(f.File.Categories!, a => a.CategoryId, c => c.Id, (_, c) => c.Name))
            .Where(name => !known.Contains(name) && !IsBackground(name)).CountBy(name => name).ToArray();
        if (left.Length > 0)
            yield return new(
                $"{left.Sum(l => l.Value)} annotations are of {Some([.. left.Select(l => l.Key)])}, which is not among the classes, "
                    + $"and count as '{classes.Classes[0].Name}'",
                "add these names to classes.json if they are to be told apart");
    }

    /// <summary>
    /// The names of all categories, without background and what is no more than the name of a group of them and has no annotation itself,
    /// as Roboflow lists first.
    /// </summary>
    private static string[] NamesOf(IReadOnlyList<(CocoList List, CocoFile File)> files)
    {
        var all = files.SelectMany(f => f.File.Categories!).ToArray();
        var groups = all.Where(c => c.Group is not null && c.Group != c.Name).Select(c => c.Group!).ToHashSet();
        var annotated = files.SelectMany(f => f.File.Annotations!.Join(f.File.Categories!, a => a.CategoryId, c => c.Id, (_, c) => c.Name))
            .ToHashSet();
        return [.. all.Select(c => c.Name).Distinct().Where(n => !IsBackground(n) && (annotated.Contains(n) || !groups.Contains(n)))];
    }

    private static string Some(string[] names) =>
        string.Join(", ", names.Take(Shown).Select(n => $"'{n}'")) + (names.Length > Shown ? $" and {names.Length - Shown} more" : "");

    private static bool IsBackground(string name) => name.Equals(Background, StringComparison.OrdinalIgnoreCase);
}
