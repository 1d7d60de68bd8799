using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>The parts of a COCO annotation file that are used; others are ignored.</summary>
internal sealed record CocoFile(
    [property: JsonPropertyName("images")] IReadOnlyList<CocoImage>? Images = null,
    [property: JsonPropertyName("annotations")] IReadOnlyList<CocoAnnotation>? Annotations = null,
    [property: JsonPropertyName("categories")] IReadOnlyList<CocoCategory>? Categories = null)
{
    private const long MaxBytes = 1L << 30;
    private const string Export = "export it again with images, annotations and categories";

    /// <summary>A key of LabelMe's files, which lie where COCO's would.</summary>
    [JsonPropertyName("imagePath")]
    public JsonElement ImagePath { get; init; }

    /// <summary>What the file describes, by its content.</summary>
    [JsonIgnore]
    public CocoKind Kind => this switch
    {
        { ImagePath.ValueKind: JsonValueKind.String } => CocoKind.LabelMe,
        { Annotations: [{ SegmentsInfo.ValueKind: JsonValueKind.Array }, ..] } => CocoKind.Panoptic,
        { Annotations: [{ Caption.ValueKind: JsonValueKind.String }, ..] } => CocoKind.Captions,
        { Images: null } => CocoKind.Other,
        { Annotations: null } or { Annotations: [], Categories: null } => CocoKind.Photos,
        { Categories: null } => CocoKind.Other,
        _ when Categories.Any(c => c.Keypoints.ValueKind == JsonValueKind.Array) => CocoKind.Keypoints,
        _ => CocoKind.Outlines,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="root">The dataset's root.</param>
    /// <param name="list">The file, relative to the root.</param>
    /// <exception cref="DatasetException">The file cannot be read, or is not a COCO annotation file.</exception>
    public static CocoFile Read(string root, string list)
    {
        try
        {
            var path = Path.Combine(root, list);
            BoundedFile.CheckKind(path, list);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            if (stream.Length > MaxBytes)
                throw new DatasetException(new DataProblem(list, $"is longer than {MaxBytes >> 20} MiB", "split it into several files"));
            var file = JsonSerializer.Deserialize<CocoFile>(stream, CocoJson.Options) ?? throw new JsonException("it is empty");
            file.Check();
            return file;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem(list, "is not a valid COCO annotation file", $"{Export} ({JsonReason.Of(e)})"), e);
        }
    }

    /// <exception cref="JsonException">Something lacks what it cannot do without.</exception>
    private void Check()
    {
        if (Kind is not (CocoKind.Outlines or CocoKind.Keypoints)) return;
        if (Images!.Any(i => i?.Id is null || i.FileName is null)) throw new JsonException("an image has no id or no file_name");
        if (Annotations!.Any(a => a?.ImageId is null || a.CategoryId is null))
            throw new JsonException("an annotation has no image_id or no category_id");
        if (Categories!.Any(c => c?.Id is null || c.Name is null)) throw new JsonException("a category has no id or no name");
    }
}

/// <summary>A photo that the file lists.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FileName">Its file.</param>
/// <param name="Width">In pixels; null for the photo's own.</param>
/// <param name="Height">In pixels; null for the photo's own.</param>
internal sealed record CocoImage(
    [property: JsonPropertyName("id"), JsonConverter(typeof(CocoJson.Id))] string Id,
    [property: JsonPropertyName("file_name")] string FileName,
    [property: JsonPropertyName("width"), JsonConverter(typeof(CocoJson.Length))] int? Width = null,
    [property: JsonPropertyName("height"), JsonConverter(typeof(CocoJson.Length))] int? Height = null);

/// <summary>An object on a photo.</summary>
/// <param name="ImageId">The photo's id.</param>
/// <param name="CategoryId">The category's id.</param>
/// <param name="Segmentation">A list of polygons, or run lengths: { "size": [height, width], "counts": [...] or "..." }.</param>
/// <param name="Box">Left, top, width and height, in pixels.</param>
/// <param name="IsCrowd">Whether it is a group of objects that were not annotated separately.</param>
/// <param name="Caption">Of the annotations of captions.</param>
/// <param name="SegmentsInfo">Of the annotations of panoptic masks.</param>
internal sealed record CocoAnnotation(
    [property: JsonPropertyName("image_id"), JsonConverter(typeof(CocoJson.Id))] string ImageId,
    [property: JsonPropertyName("category_id"), JsonConverter(typeof(CocoJson.Id))] string CategoryId,
    [property: JsonPropertyName("segmentation")] JsonElement Segmentation,
    [property: JsonPropertyName("bbox")] JsonElement Box = default,
    [property: JsonPropertyName("iscrowd"), JsonConverter(typeof(CocoJson.Flag))] bool IsCrowd = false,
    [property: JsonPropertyName("caption")] JsonElement Caption = default,
    [property: JsonPropertyName("segments_info")] JsonElement SegmentsInfo = default)
{
    /// <summary>Whether there is no outline at all: no polygon and no run.</summary>
    [JsonIgnore]
    public bool HasNoOutline => Segmentation.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.Array => Segmentation.EnumerateArray().All(p => p.ValueKind == JsonValueKind.Array && p.GetArrayLength() == 0),
        JsonValueKind.Object => Segmentation.TryGetProperty("counts", out var counts) && counts.ValueKind switch
        {
            JsonValueKind.Array => counts.GetArrayLength() == 0
                || counts.GetArrayLength() == 1 && counts[0].TryGetInt64(out var run) && run == SizeOfMask,
            JsonValueKind.String => counts.GetString()! is { Length: < 8 } text && (text.Length == 0 || CocoRle.IsOneRun(text)),
            _ => false,
        },
        _ => false,
    };

    /// <summary>What it has to say where its object is.</summary>
    [JsonIgnore]
    public OutlineKind OutlineKind => !HasNoOutline ? IsCrowd ? OutlineKind.Crowd : OutlineKind.Outline
        : Rectangle is not null ? OutlineKind.Box : OutlineKind.Nowhere;

    /// <summary>The pixels of a mask of run lengths; -1 where it does not say so.</summary>
    private long SizeOfMask => Segmentation.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Array
        && size.GetArrayLength() == 2 && size[0].TryGetInt64(out var height) && size[1].TryGetInt64(out var width) ? width * height : -1;

    /// <summary>The box; null where there is none of an area.</summary>
    [JsonIgnore]
    public double[]? Rectangle
    {
        get
        {
            if (Box.ValueKind != JsonValueKind.Array || Box.GetArrayLength() != 4) return null;
            var sides = Box.EnumerateArray().Select(s => s.ValueKind == JsonValueKind.Number ? s.GetDouble() : double.NaN).ToArray();
            return sides.All(double.IsFinite) && sides[2] > 0 && sides[3] > 0 ? sides : null;
        }
    }
}

/// <summary>A category that the file lists.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Group">The name of the group of categories that it is in.</param>
/// <param name="Keypoints">The names of its keypoints, where it has some.</param>
internal sealed record CocoCategory(
    [property: JsonPropertyName("id"), JsonConverter(typeof(CocoJson.Id))] string Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("supercategory")] string? Group = null,
    [property: JsonPropertyName("keypoints")] JsonElement Keypoints = default);
