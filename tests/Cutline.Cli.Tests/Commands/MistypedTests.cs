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

    [Fact]
    public void Negative_numbers_are_values() =>
        InProcess.Run("train", "--data", "d", "--out", "r", "--loss", "ce", "--class-weights", "1", "-2")
            .Badly(2, "--class-weights is 1, -2");
}
