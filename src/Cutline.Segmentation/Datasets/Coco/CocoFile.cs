using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>What is read of a COCO annotation file; all else in it is passed over.</summary>
internal sealed record CocoFile(
    [property: JsonPropertyName("images")] IReadOnlyList<CocoImage> Images,
    [property: JsonPropertyName("annotations")] IReadOnlyList<CocoAnnotation> Annotations,
    [property: JsonPropertyName("categories")] IReadOnlyList<CocoCategory> Categories)
{
    private const long MaxBytes = 1L << 30;

    private static readonly JsonSerializerOptions Json = new() { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, NumberHandling = JsonNumberHandling.Strict };

    /// <exception cref="DatasetException">The file cannot be read, or is no such JSON.</exception>
    public static CocoFile Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            if (stream.Length > MaxBytes) throw new DatasetException(new DataProblem(path, $"is longer than {MaxBytes >> 20} MiB", "split it into several files"));
            return JsonSerializer.Deserialize<CocoFile>(stream, Json) ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem(path, "is no COCO annotation file that can be read", $"export it again with images, annotations and categories ({e.Message})"), e);
        }
    }
}

/// <summary>A photo that the file lists.</summary>
internal sealed record CocoImage(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("file_name")] string FileName,
    [property: JsonPropertyName("width")] int Width,
    [property: JsonPropertyName("height")] int Height);

/// <summary>One thing on a photo.</summary>
/// <param name="Segmentation">A list of polygons, or run lengths: { "size": [height, width], "counts": [...] or "..." }.</param>
/// <param name="IsCrowd">1: many things that were not told apart.</param>
internal sealed record CocoAnnotation(
    [property: JsonPropertyName("image_id")] long ImageId,
    [property: JsonPropertyName("category_id")] long CategoryId,
    [property: JsonPropertyName("segmentation")] JsonElement Segmentation,
    [property: JsonPropertyName("iscrowd")] int IsCrowd = 0);

/// <summary>A class.</summary>
internal sealed record CocoCategory([property: JsonPropertyName("id")] long Id, [property: JsonPropertyName("name")] string Name);
