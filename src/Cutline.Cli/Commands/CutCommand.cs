using System.CommandLine;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Imaging;
using Cutline.Imaging.Decoding;
using Cutline.Segmentation.Inference;
using Cutline.Studio;
using Cutline.Studio.Mattes;
using Cutline.Studio.Options;
using Cutline.Studio.Plates;
using Cutline.Studio.Scenes;
using Cutline.Web.Cutting;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline cut</c>: cuts cars out of photos, at the photos' own size.</summary>
internal static class CutCommand
{
    private const string Standard = "-";

    internal static Command Create()
    {
        var command = new Command("cut", """
            Cuts the car out of photos, at full size, with a soft edge without the colour of the old background.

            Examples:
              cutline cut photo.jpg -o car.png
              cutline cut photo.jpg -o car.webp --background '#fff' --crop 5%
              cutline cut photos/ -o cars/
              cutline cut photo.jpg -o ad.jpg --background garage.jpg --straighten 1.5 --plate cover --size 1600 --metadata keep
              cutline cut - -o - < photo.jpg > car.png
            """);
        var input = new Argument<string[]>("INPUT")
        {
            Description = "photos, folders or patterns; - for standard input", Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("-o", "--out")
        {
            Description = "a file, a folder when there are several photos, or - for standard output", Required = true,
        };
        var force = new Option<bool>("--force") { Description = "overwrite files that exist" };
        command.Arguments.Add(input);
        command.Options.Add(output);
        var scene = SceneOptionSet.AddTo(command);
        command.Options.Add(force);
        var model = ModelOptionSet.AddTo(command);
        var plateModel = PlateModelOption.AddTo(command);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var options = scene.Read(parsed);
            var pipeline = ScenePipeline.Create(options.Scene);
            plateModel.Check(parsed, pipeline.DetectsPlate);
            var jobs = CutJob.Plan(parsed.GetValue(input)!, parsed.GetValue(output)!, options, parsed.GetValue(force));
            if (jobs.Count > 1 && options.SinglePhotoOption is { } option)
                throw new ArgumentException($"--{option} applies to one photo, not to {jobs.Count}: cut that photo alone");
            if (jobs.Count == 0) return 0;
            using var decoder = Decoders.Start(processes: 1);
            using var predictor = model.LoadCutter(parsed, ", or cutline predict for its masks");
            // a model's card has its file's hash, which is worked out only where the card is asked for
            if (pipeline.SeesThroughGlass && pipeline.Missing(ModelCard.Of(predictor.Model)) is { } missing)
                throw new ArgumentException($"--{missing}");
            using var plates = plateModel.LoadFor(parsed, pipeline);
            if (jobs[0].Output != Standard) Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(jobs[0].Output))!);
            var byInput = jobs.ToDictionary(j => j.Input);
            return FileRun.Over(
                [.. byInput.Keys], "cutting", file => Cut(predictor, plates, byInput[file], pipeline, options, decoder, cancel), cancel);
        }, CancellationToken.None));
        return command;
    }

    private static void Cut(
        Predictor predictor, Predictor? plates, CutJob job, ScenePipeline pipeline, CutOptionValues options, PhotoDecoder decoder,
        CancellationToken cancel)
    {
        var bytes = job.Input == Standard ? ReadStandardInput() : Photo.ReadFile(job.Input);
        var name = job.Input == Standard ? "standard input" : job.Input;
        using var photo = decoder.Load(bytes, new PhotoLoad { KeepProfile = pipeline.IsTransparent }, name, cancel);
        if (photo.Warning is { } warning) Console.Error.WriteLine($"cutline: {name}: {warning}");
        var map = predictor.Predict(photo);
        var detector = plates?.Model.Detector(part => plates.Predict(part));
        using var cut = Run(name, () => pipeline.Run(
            photo, map, predictor.Model.Metadata.LeastConfidence, detector, decoder, cancel));
        foreach (var reason in cut.Review) Console.Error.WriteLine($"cutline: {name}: {Words(reason)}");
        var encoded = cut.Photo.Encode(options.Encoding(job.Format), bytes);
        if (job.Output != Standard)
        {
            Photo.Write(job.Output, encoded);
            return;
        }

        using var stdout = Console.OpenStandardOutput();
        stdout.Write(encoded);
    }

    /// <summary>Why a cut is to be looked at.</summary>
    private static string Words(ReviewReason reason) => reason switch
    {
        ReviewReason.Unsure => "the outline is uncertain; look at it before it is used",
        ReviewReason.CutOff => "the car touches the edge of the photo, so that a part of it may be missing",
        ReviewReason.Small => "the car is small in the photo; a photo from nearer has a finer outline",
        ReviewReason.OtherCar => "there seems to be another car; check which one was cut, or cut every car with --subject all",
        _ => "no licence plate was detected, so none is covered; if there is one, give its corners with --plate",
    };

    private static CutOut Run(string name, Func<CutOut> run)
    {
        try
        {
            return run();
        }
        catch (NothingToCutException e)
        {
            throw new PhotoException($"{name}: {e.Message}", e);
        }
    }

    private static byte[] ReadStandardInput()
    {
        using var stdin = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        var block = new byte[1 << 16];
        for (int n; (n = stdin.Read(block)) > 0;)
        {
            buffer.Write(block, 0, n);
            if (buffer.Length > PhotoLimits.Default.MaxBytes)
                throw new PhotoException($"standard input has more than {PhotoLimits.Default.MaxBytes} bytes: send a smaller photo");
        }

        return buffer.ToArray();
    }
}
