using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>An annotation, and the class index that its shape is filled with.</summary>
internal sealed record CocoShape(CocoAnnotation Annotation, byte Index);

/// <summary>A photo that exists, with its annotations.</summary>
/// <param name="Id">The sample's name and group.</param>
/// <param name="Part">The part of the split: train, val, test, or null.</param>
/// <param name="List">The annotation file, relative to the root.</param>
/// <param name="Photo">The photo, relative to the root.</param>
/// <param name="Image">The photo as the file describes it.</param>
/// <param name="Shapes">In the order of the file: a later one covers an earlier one.</param>
internal sealed record CocoEntry(SampleId Id, string? Part, string List, string Photo, CocoImage Image, IReadOnlyList<CocoShape> Shapes)
{
    /// <summary>The photos of an annotation file.</summary>
    /// <param name="root">The dataset's root.</param>
    /// <param name="list">The annotation file, relative to the root.</param>
    /// <param name="file">Its content.</param>
    /// <param name="classes">The dataset's classes.</param>
    /// <param name="problems">Receives a problem for each photo that is missing.</param>
    /// <exception cref="DatasetException">The file is inconsistent.</exception>
    public static IEnumerable<CocoEntry> Of(string root, string list, CocoFile file, ClassSet classes, List<DataProblem> problems)
    {
        var shapes = ShapesOfImages(list, file, classes);
        var stem = Path.GetFileNameWithoutExtension(list);
        var words = stem.Split('_', '-', '.').Select(word => word.TrimEnd([.. "0123456789"])); // train2017
        var part = words.Select(PartNames.Of).FirstOrDefault(p => p is not null);
        foreach (var image in file.Images)
        {
            var name = ListedPath.Resolve(root, image.FileName, list);
            if (FindPhoto(root, stem, name) is { } photo)
            {
                var sample = Path.ChangeExtension(photo, null);
                yield return new(new(sample, sample), part, list, photo, image, shapes[image.Id]);
            }
            else
            {
                problems.Add(new(list, $"lists {name}, which does not exist", "put it into images/, or beside annotations/"));
            }
        }
    }

    private static Dictionary<long, List<CocoShape>> ShapesOfImages(string list, CocoFile file, ClassSet classes)
    {
        var index = IndexOfCategory(list, file.Categories, classes);
        var shapes = new Dictionary<long, List<CocoShape>>();
        foreach (var image in file.Images)
            if (!shapes.TryAdd(image.Id, [])) throw Wrong(list, $"has two images of id {image.Id}", "give each image an id of its own");
        foreach (var annotation in file.Annotations)
        {
            if (!shapes.TryGetValue(annotation.ImageId, out var ofImage))
                throw Wrong(list, $"has an annotation on the unknown image {annotation.ImageId}", "add the image, or remove it");
            if (!index.TryGetValue(annotation.CategoryId, out var ofCategory))
                throw Wrong(list, $"has an annotation of the unknown category {annotation.CategoryId}", "add the category, or remove it");
            ofImage.Add(new(annotation, annotation.IsCrowd != 0 ? ClassSet.Void : ofCategory));
        }

        return shapes;
    }

    /// <summary>The class index of each category; 0, background, for categories that are not among the classes.</summary>
    private static Dictionary<long, byte> IndexOfCategory(string list, IReadOnlyList<CocoCategory> categories, ClassSet classes)
    {
        var names = Enumerable.Range(0, classes.Count).ToDictionary(i => classes.Classes[i].Name, i => (byte)i);
        var index = new Dictionary<long, byte>();
        foreach (var category in categories)
            if (!index.TryAdd(category.Id, names.GetValueOrDefault(category.Name)))
                throw Wrong(list, $"has two categories of id {category.Id}", "give each category an id of its own");
        return index;
    }

    /// <summary>
    /// Looks for a photo in images/, in a folder of the list's last word (train2017 of instances_train2017), and in the root.
    /// </summary>
    private static string? FindPhoto(string root, string stem, string name)
    {
        var word = stem.Split('_')[^1];
        string[] paths = [$"images/{name}", $"{word}/{name}", $"images/{word}/{name}", name];
        return paths.FirstOrDefault(path => File.Exists(Path.Combine(root, path)));
    }

    private static DatasetException Wrong(string list, string what, string repair) => new(new DataProblem(list, what, repair));
}
