namespace Cutline.Cli.Tests.Commands;

/// <summary>Where a command is to write is looked at before its work begins, and one that cannot start leaves nothing behind.</summary>
[Collection("program")]
public sealed class PlacesTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("cut PHOTO -o HERE/none/car.png", "HERE/none/car.png cannot be written, there is no folder HERE/none: make it first")]
    [InlineData("cut PHOTO -o FILE/car.png", "FILE/car.png cannot be written, there is no folder FILE")]
    [InlineData("cut PHOTOS -o FILE", "FILE is a file, and FILE is to be a folder: choose another place")]
    [InlineData("predict --input PHOTO --out FILE", "FILE is a file, and FILE is to be a folder")]
    [InlineData("predict --input PHOTO --out FILE/masks", "FILE is a file, and FILE/masks is to be a folder")]
    [InlineData("evaluate --data synthetic:4 --out FILE", "FILE is a file")]
    [InlineData("train --data synthetic:4 --out FILE", "FILE is a file")]
    [InlineData("label --teacher RUN PHOTOS FILE", "FILE is a file")]
    [InlineData("runs RUN --out FILE", "FILE is a file")]
    [InlineData("export --model RUN -o HERE/none/car.onnx", "there is no folder HERE/none")]
    [InlineData("export --model RUN -o HERE", "HERE is a folder: name a file")]
    [InlineData("inspect data synthetic:4 --sheet HERE/none/sheet.png", "there is no folder HERE/none")]
    [InlineData("inspect data synthetic:4 --augment --out HERE", "HERE is a folder: name a file")]
    public void A_place_that_takes_nothing_is_told_first(string arguments, string said)
    {
        var file = folder.Put("file", []);

        InProcess.Run(Words(arguments, file)).Badly(1, Places(said, file));

        Assert.Equal(["file"], folder.Names());
    }

    [Theory]
    [InlineData("cut PHOTOS -o HERE/cars --model HERE/none.onnx")]
    [InlineData("predict --input PHOTO --out HERE/masks --model HERE/none.onnx")]
    [InlineData("evaluate --data synthetic:4 --out HERE/figures --model HERE/none.onnx")]
    [InlineData("label --teacher HERE/none.onnx PHOTOS HERE/labelled")]
    [InlineData(
        "train --data DATA --out HERE/runs/first --device cpu --encoder resnet18 --normalization imagenet --encoder-weights HERE/none.pth")]
    public void A_start_that_fails_leaves_nothing(string arguments)
    {
        Assert.NotEqual(0, InProcess.Run(Words(arguments, "")).Code);
        Assert.Empty(folder.Names());
    }

    [Theory]
    [InlineData("cut HERE -o car.png", 2, "HERE is a folder without photos (.jpg, ")]
    [InlineData("cut PHOTO -o HERE/car.png --background HERE/none.jpg", 2, "--background is HERE/none.jpg, and there is no such photo")]
    [InlineData("cut PHOTO -o HERE/car.png --background HERE", 2, "--background is HERE, and there is no such photo")]
    [InlineData("train --data DATA --out HERE/run --config HERE", 2, "HERE is a folder: name a file of options")]
    [InlineData("train --data DATA --out HERE/run --from HERE/model.onnx", 1, "HERE/model.onnx is an ONNX file, and weights are needed")]
    [InlineData("inspect checkpoint HERE", 1, "HERE is a folder: name a file")]
    public void A_path_of_the_wrong_kind_says_which_is_right(string arguments, int code, string said)
    {
        var model = folder.Put("model.onnx", []);
        InProcess.Run(Words(arguments, model)).Badly(code, Places(said, model));
    }

    [Fact]
    public void Photos_that_cannot_be_labelled_together_are_told_before_there_is_a_folder()
    {
        Directory.CreateDirectory(folder.At("photos"));
        foreach (var name in (string[])["a.png", "a.jpg"]) File.Copy(trained.Discs.Photo(0), folder.At("photos", name));

        InProcess.Run("label", "--teacher", trained.Path, folder.At("photos"), folder.At("labelled")).Badly(2, "would both be a");

        Assert.Equal(["photos"], folder.Names());
    }

    [Fact]
    public void Too_few_photos_to_split_name_the_options_that_help()
    {
        InProcess.Run("train", "--data", trained.Discs.Root, "--out", folder.At("runs", "few"), "--test", "0.9", "--val", "0.9",
            "--device", "cpu").Badly(1, "add data, split by image (--split image), or leave a part out (--test 0, --val 0)");
        Assert.Empty(folder.Names());
    }

    public void Dispose() => folder.Dispose();

    private string[] Words(string arguments, string file) => [.. arguments.Split(' ').Select(word => Places(word, file))];

    private string Places(string text, string file) => text
        .Replace("PHOTOS", Path.Combine(trained.Discs.Root, "images"), StringComparison.Ordinal)
        .Replace("PHOTO", trained.Discs.Photo(0), StringComparison.Ordinal).Replace("DATA", trained.Discs.Root, StringComparison.Ordinal)
        .Replace("HERE", folder.Path, StringComparison.Ordinal).Replace("FILE", file, StringComparison.Ordinal)
        .Replace("RUN", trained.Path, StringComparison.Ordinal);
}
