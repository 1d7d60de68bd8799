using System.Text.Json;
using System.Text.Json.Serialization;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>The parts of a COCO annotation file that are used; others are ignored.</summary>
internal sealed record CocoFile(
    [property: JsonPropertyName("images")] IReadOnlyList<CocoImage> Images,
    [property: JsonPropertyName("annotations")] IReadOnlyList<CocoAnnotation> Annotations,
    [property: JsonPropertyName("categories")] IReadOnlyList<CocoCategory> Categories)
{
    private const long MaxBytes = 1L << 30;
    private const string Background = "background";

    private static readonly JsonSerializerOptions Json = new()
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">The file cannot be read, or is not a COCO annotation file.</exception>
    public static CocoFile Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            if (stream.Length > MaxBytes)
                throw new DatasetException(new DataProblem(path, $"is longer than {MaxBytes >> 20} MiB", "split it into several files"));
            return JsonSerializer.Deserialize<CocoFile>(stream, Json) ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem(
                path, "is not a valid COCO annotation file", $"export it again with images, annotations and categories ({e.Message})"), e);
        }
    }

    /// <summary>Background and the categories, in the order of the file.</summary>
    /// <param name="list">The file's name, for messages.</param>
    /// <exception cref="DatasetException">The names are not different, or there are too many.</exception>
    public ClassSet Classes(string list)
    {
        try
        {
            var names = Categories.Select(c => c.Name).Prepend(Background);
            return new ClassSet([.. names.Select((name, i) => new SegmentClass(name, ClassPalette.Voc(i)))]).Validated();
        }
        catch (ArgumentException e)
        {
            throw new DatasetException(new DataProblem(
                list,
                $"lists categories that cannot be classes ({e.Message})",
                $"give each category a name of its own, none of them {Background}"), e);
        }
    }
}

/// <summary>A photo that the file lists.</summary>
internal sealed record CocoImage(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("file_name")] string FileName,
    [property: JsonPropertyName("width")] int Width,
    [property: JsonPropertyName("height")] int Height);

/// <summary>An object on a photo.</summary>
/// <param name="ImageId">The photo's id.</param>
/// <param name="CategoryId">The category's id.</param>
/// <param name="Segmentation">A list of polygons, or run lengths: { "size": [height, width], "counts": [...] or "..." }.</param>
/// <param name="IsCrowd">1 for a group of objects that were not annotated separately.</param>
internal sealed record CocoAnnotation(
    [property: JsonPropertyName("image_id")] long ImageId,
    [property: JsonPropertyName("category_id")] long CategoryId,
    [property: JsonPropertyName("segmentation")] JsonElement Segmentation,
    [property: JsonPropertyName("iscrowd")] int IsCrowd = 0);

/// <summary>A category that the file lists.</summary>
internal sealed record CocoCategory([property: JsonPropertyName("id")] long Id, [property: JsonPropertyName("name")] string Name);
