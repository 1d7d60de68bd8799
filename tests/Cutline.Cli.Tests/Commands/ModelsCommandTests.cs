using System.Text.Json.Nodes;
using Cutline.Segmentation.Inference;

namespace Cutline.Cli.Tests.Commands;

public sealed class ModelsCommandTests
{
    [Fact]
    public void Every_model_with_every_encoder_and_what_they_cost()
    {
        var all = CutlineProgram.Run("models", "--size", "32", "--classes", "19", "--repeat", "1", "--json").Well()
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .ToList();
        var rows = all.Where(row => row["file"] is null)
            .ToDictionary(row => $"{(string)row["model"]!} {(string?)row["encoder"]}".TrimEnd());

        Assert.Equal(
            [
                "unet", .. OnEach("unet"), "unet++", "attention-unet", .. OnEach("deeplabv3+"), "ddrnet-23-slim", .. OnEach("smp-unet"),
                .. OnEach("fpn"), .. OnEach("smp-fpn"), .. OnEach("segformer"), "edges",
            ],
            rows.Keys);
        Assert.All(rows.Values, row => Assert.True((long)row["macs"]! > 0 && (double)row["ms"]! > 0, row.ToJsonString()));
        Assert.All(all.Where(row => row["file"] is not null), row => Assert.Equal(
            (ModelFile.Hash(RepositoryPaths.Find($"models/{row["file"]}")), true, true),
            ((string?)row["sha256"], ((string?)row["licence"])?.Length > 0, ((string?)row["data"])?.Length > 0)));
        Assert.Contains(all, row => (string?)row["file"] == "car.onnx");
        Assert.Equal(["imagenet", "coco-voc"], WeightsOf("fpn mobilenet_v2"));
        Assert.Equal(["imagenet"], WeightsOf("unet resnet18"));
        Assert.Empty(WeightsOf("unet resnet34"));
        string[] WeightsOf(string row) => [.. rows[row]["encoder_weights"]!.AsArray().Select(name => (string)name!)];
        Assert.Equal(1_942_883, (long)rows["unet"]["parameters"]!);
        Assert.Equal(4_674_819, (long)rows["deeplabv3+ mobilenet_v2"]["parameters"]!);
        Assert.Equal(5_695_923, (long)rows["ddrnet-23-slim"]["parameters"]!);
    }

    [Fact]
    public void A_line_for_each_that_is_asked_for_as_a_table()
    {
        var finished = CutlineProgram.Run("models", "--model-name", "attention-unet", "ddrnet-23-slim", "--size", "32", "--repeat", "1")
            .Well();

        Assert.Matches("--model-name +--encoder +--encoder-weights +parameters +G MACs +ms", finished.Out);
        Assert.Matches(@"(?m)^ *attention-unet +2,007,316 +0\.\d{3} +\d+\.\d *$", finished.Out);
        Assert.Matches(@"(?m)^ *ddrnet-23-slim +5,69\d,\d{3} +0\.\d{3} +\d+\.\d *$", finished.Out);
        Assert.DoesNotContain(" unet", finished.Out, StringComparison.Ordinal);
    }

    private static IEnumerable<string> OnEach(string model) => new[]
    {
        "resnet18", "resnet34", "resnet50", "mobilenet_v2", "mobilenet_v2_1280", "mobilenet_v2_96", "mit_b0",
    }.Select(encoder => $"{model} {encoder}");

    [Fact]
    public void A_layer_list_of_any_model()
    {
        var finished = CutlineProgram.Run("inspect", "model", "--model-name", "deeplabv3+", "--encoder", "mobilenet_v2", "--size", "64")
            .Well();

        Assert.Matches(@"encoder\.features\.0\.0 +Conv2d +32×32×32 +864 ", finished.Out);
        Assert.Matches(@"aspp\.convs\.3\.0 +Conv2d +256×4×4 +737,280", finished.Out);
        Assert.Matches(@"exit +Conv2d +1×16×16 +257", finished.Out);
    }
}
