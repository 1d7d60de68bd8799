using System.CommandLine;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Imaging;
using Cutline.Imaging.Decoding;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline predict</c>: masks or probabilities for photos.</summary>
internal static class PredictCommand
{
    private const string Overlay = "overlay";

    internal static Command Create()
    {
        var command = new Command("predict", """
            Writes the masks of photos, at the photos' own size.

            Examples:
              cutline predict --input photos/ --out masks
              cutline predict --input 'lot/*.jpg' --out masks --format prob
              cutline predict --input street/ --out masks --tile 512 --overlap 0.25 --tta
              cutline predict --model runs/parts --input photos/ --out look --format overlay --legend
            """);
        var model = ModelOptionSet.AddTo(command);
        var input = new Option<string[]>("--input")
        {
            Description = "photos, folders or patterns", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<string>("--out") { Description = "the folder to write to", Required = true };
        var format = new Option<string>("--format")
        {
            Description = "png and gif masks, rle: one masks.csv as Kaggle takes it, prob: 16-bit PNG probabilities; of many classes png: "
                + "indices, colour: the classes' colours; overlay: JPEGs of the photos with what is found in colour over them",
            DefaultValueFactory = _ => "png",
        }.AcceptOnlyFromAmong("png", "gif", "rle", "prob", "colour", Overlay);
        var legend = new Option<bool>("--legend")
        {
            Description = "with --format overlay: name the classes that are found below the photo",
        };
        foreach (var option in (Option[])[input, output, format, legend]) command.Options.Add(option);
        var look = PredictorOptionSet.AddTo(command);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var options = look.Read(parsed);
            var files = Inputs.Expand(parsed.GetValue(input)!);
            if (parsed.GetValue(legend) && parsed.GetValue(format) != Overlay)
                throw new ArgumentException("--legend is of --format overlay: give that, too, or leave --legend out");
            return Run(
                () => model.Load(parsed, options), files, parsed.GetValue(output)!, parsed.GetValue(format)!, parsed.GetValue(legend),
                cancel);
        }, CancellationToken.None));
        return command;
    }

    private static int Run(
        Func<Predictor> load, IReadOnlyList<string> files, string folder, string format, bool legend, CancellationToken cancel)
    {
        if (files.GroupBy(file => format == "rle" ? Path.GetFileName(file) : Path.GetFileNameWithoutExtension(file))
            .FirstOrDefault(g => g.Count() > 1) is { } clash)
            throw new ArgumentException(
                $"{string.Join(" and ", clash)} would both be {clash.Key} in {folder}: predict them into different folders");
        OutputPlace.CheckFolder(folder);
        using var decoder = Decoders.Start(processes: 1);
        using var predictor = load();
        if (predictor.Classes > 1 && format is not ("png" or "colour" or Overlay))
            throw new ArgumentException(
                $"--format {format} is of one object, and this model tells {predictor.Classes} classes apart: use --format png, whose "
                    + "values are class indices, colour or overlay");
        if (predictor.Classes == 1 && format == "colour")
            throw new ArgumentException(
                "--format colour is of many classes, and this model tells one object from its background: use --format png or overlay");
        var named = predictor.Classes == 1 ? ClassSet.Foreground : predictor.Named ?? ClassSet.Numbered(predictor.Classes);
        Directory.CreateDirectory(folder);
        using var masks = format == "rle" ? new StreamWriter(Path.Combine(folder, "masks.csv")) : null;
        masks?.WriteLine("img,rle_mask");
        return FileRun.Over(files, "predicting", file =>
        {
            var bytes = Photo.ReadFile(file);
            var native = decoder.Probe(bytes, name: file, cancel: cancel);
            using var photo = predictor.Load(bytes, file, decoder, cancel);
            if (predictor.Classes > 1)
            {
                using var classes = predictor.Classify(photo, (native.Width, native.Height));
                if (format == Overlay)
                {
                    WriteOverlay(file, Whole(), classes, named, folder, legend);
                    return;
                }

                using var coloured = format == "colour" ? ErrorPicture.Classes(classes, named) : null;
                (coloured ?? classes).Save(Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}_mask.png"));
                return;
            }

            var map = predictor.Predict(photo, (native.Width, native.Height));
            if (format != Overlay)
            {
                Write(map, file, folder, format, masks);
                return;
            }

            using var mask = map.Mask();
            using var indices = Photo.FromPixels(
                [.. mask.Pixels.ToArray().Select(value => (byte)(value >> 7))], mask.Width, mask.Height, PixelFormat.Grey);
            WriteOverlay(file, Whole(), indices, named, folder, legend);

            Photo Whole() => decoder.Load(bytes, name: file, cancel: cancel);
        }, cancel);
    }

    /// <param name="photo">At its own size; disposed.</param>
    private static void WriteOverlay(string file, Photo photo, Photo indices, ClassSet classes, string folder, bool legend)
    {
        using var whole = photo;
        using var overlay = PredictionOverlay.Render(whole, indices, classes, legend);
        overlay.Save(Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}_overlay.jpg"), new(PhotoFormat.Jpeg) { Quality = 92 });
    }

    private static void Write(ProbabilityMap map, string file, string folder, string format, StreamWriter? masks)
    {
        var stem = Path.Combine(folder, Path.GetFileNameWithoutExtension(file));
        if (format == "prob")
        {
            Photo.Write(
                $"{stem}_prob.png", Photo.EncodePng16(Array.ConvertAll(map.AtNativeSize(), Levels), map.NativeWidth, map.NativeHeight));
            return;
        }

        using var mask = map.Mask();
        if (masks is not null) masks.WriteLine($"{Field(Path.GetFileName(file))},{RunLengths.Of(mask.Pixels)}");
        else mask.Save(format == "gif" ? $"{stem}_mask.gif" : $"{stem}_mask.png");
    }

    /// <summary>A probability in 65,536 levels, the nearest; of two the lower, so that 32,768 and above are the mask.</summary>
    private static ushort Levels(float probability) => (ushort)Math.Ceiling(probability * 65535.0 - 0.5);

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
