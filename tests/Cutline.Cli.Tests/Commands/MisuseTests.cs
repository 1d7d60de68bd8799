namespace Cutline.Cli.Tests.Commands;

/// <summary>A wrong command line is one line that says what is wrong, one that says where to look, and exit code 2.</summary>
public sealed class MisuseTests
{
    [Theory]
    [InlineData("bogus", "'bogus' is no command or option here", "cutline --help")]
    [InlineData("train --out r --epoch 3", "'--epoch' is no command or option here", "cutline train --help")]
    [InlineData("inspect model --bass 3", "'--bass' is no command or option here", "cutline inspect model --help")]
    [InlineData("inspect", "Required command was not provided.", "cutline inspect --help")]
    [InlineData("train --data synthetic", "Option '--out' is required.", "cutline train --help")]
    [InlineData(
        "train --data d --out r --loss hinge", "'hinge' not recognized. Must be one of: 'bce' 'ce' 'dice' 'bce+dice'",
        "cutline train --help")]
    [InlineData("train --data d --out r --split fold", "Must be one of: 'car' 'image'", "cutline train --help")]
    [InlineData("train --data d --out r --precision fp8", "Must be one of: 'fp32' 'bf16' 'fp16'", "cutline train --help")]
    [InlineData("train --data d --out r --epochs many", "'many'", "cutline train --help")]
    [InlineData(
        "train --data d --out r --lr 0,001", "'0,001' is no number for --lr: write one with a decimal point", "cutline train --help")]
    [InlineData("evaluate --data d --test 0,2", "'0,2' is no number for --test", "cutline evaluate --help")]
    [InlineData("evaluate --data d --part most", "Must be one of: 'train' 'val' 'test' 'all'", "cutline evaluate --help")]
    [InlineData("predict --input a.jpg --out o --format bmp", "Must be one of: 'png' 'gif' 'rle' 'prob'", "cutline predict --help")]
    [InlineData("predict --out o", "Option '--input' is required.", "cutline predict --help")]
    [InlineData("bench step --repeat 0", "--repeat counts the timed steps: use 1 or more", "cutline bench step --help")]
    [InlineData("models --repeat 0", "--repeat counts the timed passes: use 1 or more", "cutline models --help")]
    [InlineData(
        "train --data d --out r --model-name segnet", "Must be one of: 'unet' 'unet++' 'attention-unet' 'deeplabv3+' 'ddrnet-23-slim'",
        "cutline train --help")]
    [InlineData(
        "train --data d --out r --encoder vgg16", "Must be one of: 'none' 'resnet18' 'resnet34' 'resnet50' 'mobilenet_v2'",
        "cutline train --help")]
    [InlineData("bench sprint", "'sprint' is no command or option here", "cutline bench --help")]
    public void Parsing(string arguments, string named, string look)
    {
        var finished = InProcess.Run(arguments.Split(' '));

        finished.Badly(2, named);
        Assert.Equal([$"Try: {look}"], finished.Complaints.Where(l => l.StartsWith("Try: ", StringComparison.Ordinal)));
        Assert.Empty(finished.Out);
    }

    [Theory]
    [InlineData(
        "train --data synthetic --out r --encoder mobilenet_v2 --encoder-weights imagnet --normalization imagenet",
        "--encoder-weights is imagnet, and there are no weights and no file of this name: did you mean imagenet?")]
    [InlineData("train --out r", "--data names no folder: name at least one")]
    [InlineData("train --data d --out r --size 12x", "'12x' is not a size: use a number such as 128, or WIDTHxHEIGHT such as 512x384")]
    [InlineData("train --data d --out r --size 99999999999", "is not a size")]
    [InlineData("train --data d --out r --size 0", "--size is 0×0: use sides from 1 to 8192")]
    [InlineData("train --data d --out r --base 0", "--base is 0: use a number from 1 to 256")]
    [InlineData("train --data d --out r --depth 30", "--depth is 30: use a number from 1 to 8")]
    [InlineData("train --data d --out r --model-name deeplabv3+", "--encoder is none, and deeplabv3+ needs one: use resnet18")]
    [InlineData(
        "train --data d --out r --model-name unet++ --encoder resnet18",
        "--encoder is resnet18, and unet++ has no encoder but its own: leave it out, or use the model unet")]
    [InlineData("train --data d --out r --encoder resnet50 --encoder-weights imagenet",
        "--encoder-weights is imagenet, and resnet50 has none of that name (mobilenet_v2: imagenet, coco-voc; ")]
    [InlineData("train --data d --out r --encoder mobilenet_v2 --encoder-weights imagenet --normalization unit",
        "--encoder-weights imagenet are for colours of --normalization ImageNet, and it is Unit: use ImageNet")]
    [InlineData("train --data d --out r --encoder-weights w.pth", "--encoder-weights are given and --encoder is none: name the encoder")]
    [InlineData("models --base 0", "--base is 0: use a number from 1 to 256")]
    [InlineData("models --size 12x", "is not a size")]
    [InlineData("models --size 0", "--size is 0×0: use sides from 1 to 8192")]
    [InlineData("inspect model --size 0 --base 4", "--size is 0×0: use sides from 1 to 8192")]
    [InlineData("train --data d --out r --lr -1", "--lr is -1: use above 0 to 10")]
    [InlineData("train --data d --out r --lr NaN", "--lr is NaN: use above 0 to 10")]
    [InlineData(
        "train --data d --out r --loss ce --class-weights 1,2",
        "'1,2' is no class weight: use a number for each class, spaces between them")]
    [InlineData("train --data d --out r --loss ce --class-weights 1 -2", "--class-weights is 1, -2")]
    [InlineData("train --data d --out r --batch 0", "--batch is 0: use 1 to 4096")]
    [InlineData("train --data d --out r --test 1", "--test is 1: choose a fraction from 0 to below 1")]
    [InlineData("train --data d --out r --cache-budget -1", "--cache-budget is -1: use 0 to")]
    [InlineData("train --out no-such-run --resume", "there is no run in no-such-run to resume: leave --resume out to start one")]
    [InlineData("train --out no-such-run --resume --config c.json", "give one of them")]
    [InlineData("train --data d --out r --config no-such.json", "the options in no-such.json cannot be read")]
    [InlineData("predict --input no-such.jpg --out o", "no-such.jpg: no such photo, and no folder or pattern with photos in it")]
    [InlineData("predict --input no-such/*.jpg --out o", "no-such/*.jpg: no such photo")]
    [InlineData("predict --input a.jpg --out o --tile 8", "--tile is 8: use 32 to 4096 pixels, or 0 for the whole photo at once")]
    [InlineData("predict --input a.jpg --out o --tile 64 --overlap 2", "--overlap is 2: use a share of the tile from 0 to 0.75")]
    [InlineData("predict --input a.jpg --out o --overlap 0.5", "--overlap applies to tiles: give their side with --tile, too")]
    [InlineData("evaluate --data d --tta", "--tta and --tile are measured at the photos' native size: add --native")]
    [InlineData("evaluate --data d --worst 3", "--worst is of the pictures in --out: name a folder with --out, or leave --worst out")]
    [InlineData("runs no-such-folder", "there is no folder no-such-folder")]
    [InlineData("bench epoch --device cpu", "name the photos and masks with --data DIR")]
    [InlineData("inspect model --base 400", "--base is 400: use a number from 1 to 256")]
    [InlineData("inspect data no-such-folder", "there is no folder no-such-folder")]
    [InlineData(
        "serve --bind 0.0.0.0",
        "0.0.0.0 can be reached from other machines: set a key with --api-key or CUTLINE_API_KEY, or allow everyone with --open")]
    [InlineData(
        "serve --bind nowhere",
        "'nowhere' is not an address: use 127.0.0.1 for this machine only, 0.0.0.0 for all, or another address of this machine")]
    [InlineData("serve --port 70000", "--port is 70000: use 1 to 65535")]
    [InlineData("serve --queue 0", "--queue is 0: use 1 to 1024 photos")]
    [InlineData("serve --api-key short", "--api-key has a key that is too short, or has spaces")]
    [InlineData("serve --cors example.com", "--cors has 'example.com', which is no origin: use one such as https://example.com")]
    [InlineData("serve --rate-limit -1", "--rate-limit is -1")]
    public void Values(string arguments, string named)
    {
        var finished = InProcess.Run(arguments.Split(' '));
        finished.Badly(arguments.StartsWith("inspect data", StringComparison.Ordinal) ? 1 : 2, named);
    }

    [Fact]
    public void A_device_that_is_not_there_is_an_error_and_never_a_silent_cpu()
    {
        InProcess.Run("bench", "step", "--device", "gpu").Badly(2, "'gpu' is not a device: use cpu, cuda, cuda:1 or auto");
        InProcess.Run("bench", "step", "--device", "cuda:99").Badly(2, "there is no ");
        if (!TorchSharp.torch.cuda.is_available())
            InProcess.Run("train", "--data", "synthetic", "--out", "r", "--device", "cuda")
                .Badly(2, "there is no CUDA device", "use the device cpu");
    }

    [Theory]
    [InlineData("cut PHOTO -o OUT.png")]
    [InlineData("predict --input PHOTO --out OUT")]
    [InlineData("evaluate --data synthetic:4")]
    [InlineData("serve --port 0 --store OUT")]
    public void A_device_that_a_model_cannot_run_on_is_an_error(string arguments)
    {
        using var folder = new TemporaryFolder();
        var photo = RepositoryPaths.Find("samples/car.jpg");
        var words = arguments.Replace("PHOTO", photo, StringComparison.Ordinal).Replace("OUT", folder.At("out"), StringComparison.Ordinal)
            .Split(' ');

        InProcess.Run([.. words, "--device", "gpu"]).Badly(2, "there is no device 'gpu': use cpu, cuda or cuda:N");
        InProcess.Run([.. words, "--device", "auto"]).Badly(2, "there is no device 'auto'");
        InProcess.Run([.. words, "--device", "cuda:77"]).Badly(1, "car.onnx cannot run on cuda:77");
        Assert.False(File.Exists(folder.At("out.png")));
    }

    [Fact]
    public void An_unknown_key_of_a_configuration_is_named_and_nothing_is_made()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("c.json"), """{"data": ["synthetic"], "epocs": 3}""");

        InProcess.Run("train", "--out", folder.At("run"), "--config", folder.At("c.json")).Badly(2, "c.json", "epocs");

        Assert.False(Directory.Exists(folder.At("run")));
    }

    [Fact]
    public void Two_photos_that_would_be_one_mask_are_refused()
    {
        using var folder = new TemporaryFolder();
        string[] files = [folder.At("a.jpg"), folder.At("sub", "a.png")];
        Directory.CreateDirectory(folder.At("sub"));
        foreach (var file in files) File.WriteAllText(file, "");

        InProcess.Run("predict", "--input", files[0], files[1], "--out", folder.At("masks"))
            .Badly(2, files[0], files[1], "into different folders");
    }
}
