using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Studio.Options;
using Cutline.Studio.Scenes;
using Cutline.Web.Problems;
using Cutline.Web.Uploads;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Cutting;

/// <summary>How a photo is cut out and encoded: the options of a request, checked.</summary>
/// <param name="Pipeline">The steps from the probability map to the picture.</param>
/// <param name="Encoding">The encoding of the result.</param>
/// <param name="Given">
/// The options as they were given, by name;
/// <see cref="Read(IReadOnlyDictionary{string, string}, IReadOnlyDictionary{string, ReadOnlyMemory{byte}})"/> accepts them.
/// </param>
/// <param name="Files">The contents of the options that are files, by name.</param>
public sealed record CutSettings(
    ScenePipeline Pipeline, PhotoEncoding Encoding, IReadOnlyDictionary<string, string> Given,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files)
{
    /// <summary>The settings for detecting a licence plate only; the result is as small as possible.</summary>
    internal static CutSettings PlateOnly { get; } = new(
        ScenePipeline.Create(new() { Plate = new(), Size = SceneOptions.SmallestSize }), new(PhotoFormat.Png),
        new Dictionary<string, string>(), Upload.NoFiles);

    /// <summary>The media type of the result.</summary>
    public string ContentType =>
        Encoding.Format switch { PhotoFormat.Jpeg => "image/jpeg", PhotoFormat.WebP => "image/webp", _ => "image/png" };

    /// <summary>The file extension of the result, without its dot.</summary>
    public string Extension => Encoding.Format switch { PhotoFormat.Jpeg => "jpg", PhotoFormat.WebP => "webp", _ => "png" };

    /// <summary>The name of an option whose value is valid for one photo only; null where there is none.</summary>
    internal string? SinglePhotoOption { get; init; }

    /// <summary>Reads the options of a request. Each may be given once; an unknown one is an error.</summary>
    /// <exception cref="ProblemException">An option is wrong; the problem names it and the repair.</exception>
    internal static CutSettings Read(
        IEnumerable<KeyValuePair<string, StringValues>> given, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? files = null) =>
        new CutSettingsReader(given).Settings(files ?? Upload.NoFiles);

    /// <summary>Reads settings again from <see cref="Given"/> and <see cref="Files"/>.</summary>
    /// <inheritdoc cref="Read(IEnumerable{KeyValuePair{string, StringValues}}, IReadOnlyDictionary{string, ReadOnlyMemory{byte}})"/>
    internal static CutSettings Read(IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) =>
        Read(given.Select(o => KeyValuePair.Create(o.Key, new StringValues(o.Value))), files);

    /// <summary>
    /// Checks the options of a query before the upload is read. For a form, only each option by itself, since its fields may complete them.
    /// </summary>
    /// <param name="request">The query's.</param>
    /// <param name="model">The model that cuts; null where nothing is known of it.</param>
    /// <exception cref="ProblemException">An option is wrong; the problem names it and the repair.</exception>
    internal static void Check(HttpRequest request, ModelCard? model)
    {
        var reader = new CutSettingsReader(request.Query);
        if (PhotoForm.IsForm(request)) reader.Values();
        else reader.Settings(Upload.NoFiles).For(model);
    }

    /// <summary>These settings, where the model gives all that they need.</summary>
    /// <exception cref="ProblemException">It does not; the problem names the option and the repair.</exception>
    internal CutSettings For(ModelCard? model) =>
        Pipeline.Missing(model) is { } missing ? throw new ProblemException(Problem.BadOption(missing)) : this;
}
