using System.Globalization;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;
using Cutline.Studio.Plates;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Options;

/// <summary>
/// The table of cut options. The command line, the API's reader, its OpenAPI description and the options of the studio page are made
/// from it: a new option is a row here, its effect in <see cref="ScenePipeline"/> or the encoding, and its test.
/// </summary>
public static class CutOptionTable
{
    /// <summary>Names that other code refers to.</summary>
    public const string Background = "background", Backdrop = "backdrop", Retouch = "retouch", Plate = "plate", Fit = "fit",
        Quality = "quality", Subject = "subject", Glass = "glass";

    /// <summary>The format where none is given.</summary>
    public const string DefaultFormat = "png";

    /// <summary>All options, in the order in which they are listed.</summary>
    public static IReadOnlyList<CutOption> Rows { get; } =
    [
        new(Background, CutOptionType.Text)
        {
            Help = "transparent, white, black, a colour such as #1e90ff, two such as #fff-#ccc, gradient, studio, or blur for the "
                + "photo's own background out of focus",
            CommandLineHelp = "or the path of another photo",
            Default = "transparent",
            SetText = (values, text) =>
                With(values, CheckedBackground(text), (scene, background) => scene with { Background = background }),
        },
        new(Backdrop, CutOptionType.File)
        {
            Help = "a picture to use as the background, instead of the option background",
            Use = CutOptionUse.Api,
            MostBytes = 16 << 20,
            SetFile = (values, file) => values with { Scene = values.Scene with { Picture = file } },
        },
        new(Fit, CutOptionType.Choice)
        {
            Help = "how a background picture fits the frame: cover fills it, contain shows the whole picture",
            Choices = ["cover", "contain"],
            Default = "cover",
            SetText = (values, text) =>
                values with { Scene = values.Scene with { Fit = text == "contain" ? PictureFit.Contain : PictureFit.Cover } },
        },
        new(Subject, CutOptionType.Choice)
        {
            Help = "what is cut out of a photo of several cars: main for the car that the photo is of, all for every car",
            Choices = ["main", "all"],
            Default = "main",
            SetText = (values, text) => With(
                values, Enum.Parse<SubjectSelection>(text, ignoreCase: true), (scene, subject) => scene with { Subject = subject }),
        },
        new("crop", CutOptionType.Text)
        {
            Help = "crops to the car with this margin: a percentage of its longer side such as 5%, pixels such as 24px, or 0",
            SetText = (values, text) => With(values, Margin.Parse(text), (scene, margin) => scene with { Crop = margin }),
        },
        new("aspect", CutOptionType.Text)
        {
            Help = "aspect ratio of the result, width to height, such as 4:3; needs a background",
            SetText = (values, text) => With(values, Aspect.Parse(text), (scene, aspect) => scene with { Aspect = aspect }),
        },
        new("shadow", CutOptionType.Number)
        {
            Help = "strength of the shadow below the car; needs a background",
            Range = (0, 1),
            Default = "0",
            Defaults = [new(Background, "studio", Text(Scene.StudioShadow))],
            SetNumber = (values, number) => values with { Scene = values.Scene with { Shadow = number } },
        },
        new("reflection", CutOptionType.Number)
        {
            Help = "strength of the reflection in the floor; needs a background",
            Range = (0, 1),
            Default = "0",
            SetNumber = (values, number) => values with { Scene = values.Scene with { Reflection = number } },
        },
        new(Glass, CutOptionType.Number)
        {
            Help = "how much of the new background shows through the car's windows: 0 leaves them as they are in the photo, 1 clears them; "
                + "needs a model with an output windows",
            Range = (0, 1),
            Default = "0",
            SetNumber = (values, number) => values with { Scene = values.Scene with { Glass = number } },
        },
        new("straighten", CutOptionType.Number)
        {
            Help = "rotates the photo about its centre, clockwise positive",
            Range = (-SceneOptions.MostDegrees, SceneOptions.MostDegrees),
            Unit = "degrees",
            Default = "0",
            SetNumber = (values, number) => values with { Scene = values.Scene with { Straighten = number } },
        },
        new(Plate, CutOptionType.Text)
        {
            Help = "covers the licence plate with a plain one: cover to detect it, or its corners as x1,y1,…,x4,y4 in pixels of the "
                + "photo, clockwise from the plate's top left",
            SetText = (values, text) => With(values, PlateCover.Parse(text), (scene, plate) => scene with { Plate = plate }),
        },
        new(Retouch, CutOptionType.File)
        {
            Help = "a grey PNG over the whole photo that edits the mask: 128 keeps it, 0 erases, 255 restores",
            MostBytes = 8 << 20,
            SetFile = (values, file) => values with { Scene = values.Scene with { Retouch = file } },
            FileCheck = Mattes.Retouch.Check,
        },
        new("size", CutOptionType.Integer)
        {
            Help = "largest number of pixels of the result's longer side; the result is never enlarged",
            Range = (SceneOptions.SmallestSize, SceneOptions.LargestSize),
            Unit = "pixels",
            SetNumber = (values, number) => values with { Scene = values.Scene with { Size = (int)number } },
        },
        new("format", CutOptionType.Choice)
        {
            Help = "file format of the result; jpeg needs a background",
            CommandLineHelp = "without it, the format of the output's file extension",
            Choices = [DefaultFormat, "webp", "jpeg"],
            Aliases = new Dictionary<string, string> { ["jpg"] = "jpeg" },
            Default = DefaultFormat,
            SetText = (values, text) => values with { Format = text },
        },
        new(Quality, CutOptionType.Integer)
        {
            Help = "quality of webp and jpeg",
            Use = CutOptionUse.Api,
            Range = (1, 100),
            Defaults = [new("format", "webp", Text(CutOutFormat.WebPQuality)), new("format", "jpeg", Text(CutOutFormat.JpegQuality))],
            SetNumber = (values, number) => values with { Quality = (int)number },
        },
        new("metadata", CutOptionType.Choice)
        {
            Help = "metadata of the result: strip for the colour profile alone, keep for camera, exposure and time, place for these and "
                + "the location, identity for these and artist, copyright and comments, all for all of them",
            Choices = ["strip", "keep", "place", "identity", "all"],
            Default = "strip",
            SetText = (values, text) => values with { Metadata = Enum.Parse<Imaging.Metadata>(text, ignoreCase: true) },
        },
    ];

    /// <summary>The options that can be given in one place.</summary>
    public static IEnumerable<CutOption> For(CutOptionUse use) => Rows.Where(option => option.Use.HasFlag(use));

    /// <summary>An option by its name; null where there is none.</summary>
    public static CutOption? Find(string name) => Rows.FirstOrDefault(option => option.Name == name);

    private static CutOptionValues With<T>(CutOptionValues values, T parsed, Func<SceneOptions, T, SceneOptions> set) =>
        values with { Scene = set(values.Scene, parsed) };

    /// <summary>The name of a background that a pipeline can be made with.</summary>
    private static string CheckedBackground(string text)
    {
        ScenePipeline.Create(new() { Background = text });
        return text;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
