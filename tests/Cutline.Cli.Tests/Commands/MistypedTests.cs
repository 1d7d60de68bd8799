namespace Cutline.Cli.Tests.Commands;

/// <summary>A mistyped name is told with the nearest one, and an option is never taken for another's value.</summary>
public sealed class MistypedTests
{
    [Theory]
    [InlineData("trian --data d", "'trian' is no command or option here: did you mean train?")]
    [InlineData("inspect modle", "'modle' is no command or option here: did you mean model?")]
    [InlineData("train --out r --epoch 3", "'--epoch' is no command or option here: did you mean --epochs?")]
    [InlineData("train --out r --epoch=3", "did you mean --epochs?")]
    [InlineData("train --out r --learning-rate 0.1", "did you mean --lr?")]
    [InlineData("train --out r --imgsz 640", "did you mean --size?")]
    [InlineData("train --out r --lr0 0.1", "did you mean --lr 0?")]
    [InlineData("train --data d --out r --model-name unett", "'unett' not recognized: did you mean unet? Must be one of: 'unet' 'unet++'")]
    [InlineData("train --data d --out r --encoder resnet19", "did you mean resnet18?")]
    [InlineData("train --data d --out r --loss bce_dice", "did you mean bce+dice?")]
    [InlineData("train --data d --out r --augment strnog", "did you mean strong?")]
    [InlineData("models --model-name unet deeplab", "did you mean deeplabv3+?")]
    [InlineData("train --data d --out r --config fast-carvan", "there is no recipe and no file 'fast-carvan': did you mean fast-carvana?")]
    [InlineData("train --data d --out r --config nothing", "there is no recipe and no file 'nothing': cutline config list shows")]
    [InlineData("config show steret", "there is no recipe 'steret': did you mean street?")]
    [InlineData("completion bsh", "did you mean bash or zsh?")]
    [InlineData("train --data d --out r --epochs many", "'many' is no whole number for --epochs")]
    public void Names(string arguments, string said) => InProcess.Run(arguments.Split(' ')).Badly(2, said);

    [Theory]
    [InlineData(
        "train --out r --data d --no-such 20",
        "'--no-such' is no option here: leave it out, or, where it is a value, write --data=--no-such")]
    [InlineData("train --out r --data d --epoch 20", "'--epoch' is no option here: did you mean --epochs?")]
    [InlineData("train --out r --data a --lr0.1", "'--lr0.1' is no option here: did you mean --lr 0.1?")]
    [InlineData("train --data a --out --json", "--out has no value before --json: give it one")]
    [InlineData("train --out --data a", "--out has no value before --data: give it one")]
    [InlineData("train --out r --data a --backgrounds p --augmnt light", "did you mean --augment?")]
    [InlineData("train --out r --data a --exclude x -json", "'-json' is no option here: did you mean --json?")]
    [InlineData("evaluate --data a b --prat all", "did you mean --part?")]
    [InlineData("predict --input a.jpg --ot o", "did you mean --out?")]
    [InlineData("cut a.jpg --ot o.png", "did you mean --out?")]
    [InlineData("cut a.jpg -o --force", "-o has no value before --force: give it one")]
    [InlineData("models --model-name unet --sise 64", "did you mean --size?")]
    [InlineData("runs a --jsn", "did you mean --json?")]
    public void Options_are_no_values(string arguments, string said) => InProcess.Run(arguments.Split(' ')).Badly(2, said);

    [Fact]
    public void What_is_written_with_an_equals_sign_is_a_value()
    {
        InProcess.Run("evaluate", "--data=--no-such").Badly(1, "--no-such");
        InProcess.Run("train", "--data", "d", "--out=--r", "--lr=-1").Badly(2, "--lr is -1");
    }

    [Theory]
    [InlineData("train --data AT/lotts --out r", 1, "there is no folder AT/lotts (there is lots); name the folder that holds the data")]
    [InlineData("train --data synthetic --out r --backgrounds AT/no", 1, "--backgrounds is AT/no, and there is none: correct its name")]
    [InlineData("train --data synthetic --out r --lists AT/lotts", 1, "--lists is AT/lotts, and there is none (there is lots)")]
    [InlineData("train --data synthetic --out r --classes AT/c.json", 1, "--classes is AT/c.json, and there is none")]
    [InlineData("export --model AT/lotts -o AT/m.onnx", 1, "there is no model at AT/lotts (there is lots): name a run folder or a .saf")]
    [InlineData("export --model AT/lotts -o AT/m.tflite", 2, "models are written as .onnx, .safetensors or .pt; use one of these endings")]
    [InlineData("export --model AT/lots -o AT/m.pt --int8 --calibrate AT/lots", 2, "--int8 is for .onnx files: choose that ending")]
    [InlineData("label --teacher AT/t.onnx AT/lots AT/out", 1, "there is no model at AT/t.onnx: name a run folder or an .onnx file")]
    [InlineData("cut CAR -o AT/car.png --plate cover --plate-model AT/p.onnx", 1, "there is no model at AT/p.onnx")]
    [InlineData("cut CAR -o AT/car.png --plate-model AT/lots", 2, "--plate-model names a model that detects plates: add --plate cover")]
    [InlineData("serve --plate-model AT/p.onnx", 1, "there is no model at AT/p.onnx")]
    [InlineData("predict --input CAR --out AT/masks --refine AT/e.onnx", 1, "there is no model at AT/e.onnx")]
    [InlineData("evaluate --data AT/lotts", 1, "there is no folder AT/lotts (there is lots)")]
    public void Missing_folders_are_told_before_anything_is_loaded(string arguments, int code, string said)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("lots"));
        string Placed(string text) => text.Replace("AT", folder.Path, StringComparison.Ordinal)
            .Replace("CAR", RepositoryPaths.Find("samples/car.jpg"), StringComparison.Ordinal);
        var finished = InProcess.Run(Placed(arguments).Split(' '));

        finished.Badly(code, Placed(said));
        Assert.DoesNotMatch("(?m)^(device|model) ", finished.Errors);
    }

    [Fact]
    public void Negative_numbers_are_values() =>
        InProcess.Run("train", "--data", "d", "--out", "r", "--loss", "ce", "--class-weights", "1", "-2")
            .Badly(2, "--class-weights is 1, -2");
}
