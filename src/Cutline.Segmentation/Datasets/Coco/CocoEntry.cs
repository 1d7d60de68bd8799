using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>An annotation, and the class index that its shape is filled with.</summary>
internal sealed record CocoShape(CocoAnnotation Annotation, byte Index);

/// <summary>A photo that exists, with its annotations.</summary>
/// <param name="Id">The sample's name and group.</param>
/// <param name="Part">The part of the split: train, val, test, or null.</param>
/// <param name="List">The annotation file, relative to the root.</param>
/// <param name="Photo">The photo, relative to the root.</param>
/// <param name="Image">The photo as the file describes it.</param>
/// <param name="Shapes">
/// In the order of the file: a later one covers an earlier one. Those without an outline are void, below all others.
/// </param>
internal sealed record CocoEntry(SampleId Id, string? Part, string List, string Photo, CocoImage Image, IReadOnlyList<CocoShape> Shapes)
{
    /// <summary>The photos of an annotation file.</summary>
    /// <param name="photos">Finds files below the dataset's root.</param>
    /// <param name="list">The annotation file.</param>
    /// <param name="file">Its content.</param>
    /// <param name="classes">The dataset's classes.</param>
    /// <param name="takesCrowds">Whether crowds are objects; otherwise they are void.</param>
    /// <param name="tally">Counts the annotations.</param>
    /// <param name="problems">Receives a problem for each photo that is missing.</param>
    /// <exception cref="DatasetException">The file is inconsistent.</exception>
    public static IEnumerable<CocoEntry> Of(
        ExistingFiles photos, CocoList list, CocoFile file, ClassSet classes, bool takesCrowds, OutlineTally tally,
        List<DataProblem> problems)
    {
        var shapes = ShapesOfImages(list.File, file, classes, takesCrowds);
        foreach (var image in file.Images!)
        {
            var name = ListedPath.Resolve(photos.Root, image.FileName, list.File);
            var drawn = shapes[image.Id];
            foreach (var shape in drawn)
            {
                tally.Add(shape.Annotation.OutlineKind, image.FileName);
                tally.Add(CocoPlace.Of(shape.Annotation, image), image.FileName);
            }

            if (list.Places(name).Select(photos.Find).FirstOrDefault(p => p is not null) is { } photo)
            {
                var sample = Path.ChangeExtension(photo, null);
                yield return new(new(sample, sample), list.Part, list.File, photo, image, drawn);
            }
            else
            {
                problems.Add(new(list.File, $"lists {name}, which does not exist", "put it into images/, or beside the annotations"));
            }
        }
    }

    private static Dictionary<string, CocoShape[]> ShapesOfImages(string list, CocoFile file, ClassSet classes, bool takesCrowds)
    {
        var index = CocoCategories.Indices(list, file, classes);
        var shapes = new Dictionary<string, List<CocoShape>>();
        foreach (var image in file.Images!)
            if (!shapes.TryAdd(image.Id, [])) throw Wrong(list, $"has two images of id {image.Id}", "give each image an id of its own");
        foreach (var annotation in file.Annotations!)
        {
            if (!shapes.TryGetValue(annotation.ImageId, out var ofImage))
                throw Wrong(list, $"has an annotation on the unknown image {annotation.ImageId}", "add the image, or remove it");
            if (!index.TryGetValue(annotation.CategoryId, out var ofCategory))
                throw Wrong(list, $"has an annotation of the unknown category {annotation.CategoryId}", "add the category, or remove it");
            var isVoid = annotation.HasNoOutline || annotation.IsCrowd && !takesCrowds;
            ofImage.Add(new(annotation, isVoid ? ClassSet.Void : ofCategory));
        }

        return shapes.ToDictionary(s => s.Key, s => s.Value.OrderBy(shape => !shape.Annotation.HasNoOutline).ToArray());
    }

    private static DatasetException Wrong(string list, string what, string repair) => new(new DataProblem(list, what, repair));
}
