using System.CommandLine;
using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Studio;
using Cutline.Studio.Staging;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline cut</c>: cars cut out of photos, at the photos' own size.</summary>
internal static class CutCommand
{
    private const string Standard = "-";

    internal static Command Create()
    {
        var command = new Command("cut", "Cuts the car out of photos, at full size, with a soft edge free of the old background's colour.\n\nExamples:\n  cutline cut photo.jpg -o car.png\n  cutline cut photo.jpg -o car.webp --background '#fff' --crop 5%\n  cutline cut photos/ -o cars/\n  cutline cut - -o - < photo.jpg > car.png");
        var input = new Argument<string[]>("INPUT") { Description = "photos, folders or patterns; - for standard input", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("-o", "--out") { Description = "a file, a folder when there are several photos, or - for standard output", Required = true };
        var format = new Option<string?>("--format") { Description = "png, webp or jpg [by the output's ending, else png]" }.AcceptOnlyFromAmong("png", "webp", "jpg");
        var background = new Option<string>("--background") { Description = "transparent; a colour such as '#fff' or white; studio, gradient, '#top-#bottom', blur, or another photo's path", DefaultValueFactory = _ => "transparent" };
        var crop = new Option<string?>("--crop") { Description = "crop to the car with this margin: 5%, 24px or 0" };
        var aspect = new Option<string?>("--aspect") { Description = "width to height of the result, such as 4:3, with something behind the car" };
        var shadow = new Option<double?>("--shadow") { Description = "darkness of the shadow below the car, 0 to 1 [0.7 with studio, else 0]" }.WithPoint();
        var reflection = new Option<double?>("--reflection") { Description = "strength of its mirror image in the floor, 0 to 1 [0]" }.WithPoint();
        var force = new Option<bool>("--force") { Description = "overwrite files that exist" };
        var model = ModelOption.Create();
        var device = Engine.DeviceOption();
        command.Arguments.Add(input);
        foreach (var option in (Option[])[output, format, background, crop, aspect, shadow, reflection, force, model, device]) command.Options.Add(option);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var margin = parsed.GetValue(crop);
            var behind = parsed.GetValue(background)!;
            using var picture = File.Exists(behind) ? Photo.Load(File.ReadAllBytes(behind), name: behind) : null;
            var finish = Finish.Parse(behind, margin is null ? null : Margin.Parse(margin), parsed.GetValue(aspect), parsed.GetValue(shadow), parsed.GetValue(reflection), picture);
            var jobs = CutJob.Plan(parsed.GetValue(input)!, parsed.GetValue(output)!, parsed.GetValue(format), parsed.GetValue(force));
            if (jobs.Count == 0) return 0;
            using var predictor = ModelOption.Predictor(parsed.GetValue(model), Engine.Start(parsed.GetValue(device)!));
            if (predictor.Classes > 1) throw new ArgumentException($"this model tells {predictor.Classes} classes apart, and a cut-out is of one object: use a model of a foreground, or cutline predict for its masks");
            var byInput = jobs.ToDictionary(j => j.Input);
            return FileRun.Over([.. byInput.Keys], "cutting", file => Cut(predictor, byInput[file], finish), cancel);
        }, CancellationToken.None));
        return command;
    }

    private static void Cut(Predictor predictor, CutJob job, Finish finish)
    {
        var bytes = job.Input == Standard ? ReadStandardInput() : File.ReadAllBytes(job.Input);
        var name = job.Input == Standard ? "standard input" : job.Input;
        using var photo = Photo.Load(bytes, new PhotoLoad { KeepProfile = true }, name);
        using var map = predictor.Predict(photo);
        using var cut = Found(photo, map, finish, name);
        var encoded = cut.Photo.Encode(job.Encoding);
        if (job.Output != Standard)
        {
            Photo.Write(job.Output, encoded);
            return;
        }

        using var stdout = Console.OpenStandardOutput();
        stdout.Write(encoded);
    }

    private static CutOut Found(Photo photo, ProbabilityMap map, Finish finish, string name)
    {
        try
        {
            return finish.Apply(photo, map.Values);
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
