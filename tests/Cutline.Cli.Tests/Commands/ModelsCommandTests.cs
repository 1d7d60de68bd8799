using System.Text.Json.Nodes;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class ModelsCommandTests
{
    [Fact]
    public void Every_model_with_every_encoder_and_what_they_cost()
    {
        var rows = InProcess.Run("models", "--device", "cpu", "--size", "64x32", "--base", "4", "--repeat", "1", "--json").Well()
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();

        Assert.Equal(
            ["unet", "unet resnet18", "unet resnet34", "unet resnet50", "unet mobilenet_v2", "unet mobilenet_v2_1280",
             "unet++", "attention-unet",
             "deeplabv3+ resnet18", "deeplabv3+ resnet34", "deeplabv3+ resnet50", "deeplabv3+ mobilenet_v2", "deeplabv3+ mobilenet_v2_1280",
             "ddrnet-23-slim",
             "smp-unet resnet18", "smp-unet resnet34", "smp-unet resnet50", "smp-unet mobilenet_v2", "smp-unet mobilenet_v2_1280"],
            rows.Select(r => $"{(string)r["model"]!} {(string?)r["encoder"]}".TrimEnd()));
        Assert.All(rows, r => Assert.True((long)r["parameters"]! > 0 && (long)r["macs"]! > 0 && (double)r["ms"]! > 0, r.ToJsonString()));
    }

    [Fact]
    public void A_line_for_each_as_a_table()
    {
        var finished = CutlineProgram.Run("models", "--device", "cpu", "--size", "32", "--repeat", "1", "--classes", "19").Well();

        Assert.Matches(@"(?m)^ *unet +1,942,883 +0\.048 +\d+\.\d *$", finished.Out);
        Assert.Matches(@"(?m)^ *deeplabv3\+ +mobilenet_v2 +4,674,819 +\d\.\d{3} +\d+\.\d *$", finished.Out);
        Assert.Matches(@"(?m)^ *ddrnet-23-slim +5,695,923 +\d\.\d{3} +\d+\.\d *$", finished.Out);
    }

    [Fact]
    public void A_layer_list_of_any_model()
    {
        var finished = CutlineProgram.Run("inspect", "model", "--model-name", "deeplabv3+", "--encoder", "mobilenet_v2", "--size", "64").Well();

        Assert.Matches(@"encoder\.features\.0\.0 +Conv2d +32×32×32 +864 ", finished.Out);
        Assert.Matches(@"aspp\.convs\.3\.0 +Conv2d +256×4×4 +737,280", finished.Out);
        Assert.Matches(@"exit +Conv2d +1×16×16 +257", finished.Out);
    }
}
