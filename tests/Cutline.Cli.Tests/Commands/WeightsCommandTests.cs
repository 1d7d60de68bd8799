namespace Cutline.Cli.Tests.Commands;

public sealed class WeightsCommandTests
{
    [Fact]
    public void All_weights_that_have_a_name_are_listed()
    {
        var listed = InProcess.Run("weights").Well().Out;

        Assert.Matches("(?m)^ *mobilenet_v2 +imagenet +Apache-2.0 +yes *$", listed);
        Assert.Matches("(?m)^ *mobilenet_v2 +coco-voc +Apache-2.0 +yes *$", listed);
        Assert.Matches("(?m)^ *resnet18 +imagenet +MIT +(yes|cutline weights resnet18) *$", listed);
        Assert.Contains("resnet18 imagenet: from Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1", listed, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_not_there_is_fetched() =>
        InProcess.Run("weights", "mobilenet_v2").Badly(2, "'mobilenet_v2' not recognized. Must be one of: 'resnet18'");

    /// <summary>A machine where they were not fetched: with the variable the program looks into an empty cache.</summary>
    [Fact]
    public void Weights_that_are_not_there_yet_are_one_line_with_the_command_and_no_folder()
    {
        using var folder = new TemporaryFolder();
        string[] train = ["train", "--data", "synthetic:8", "--out", folder.At("run"), "--encoder", "resnet18"];
        var finished = CutlineProgram.End(CutlineProgram.Start(
            [.. train, "--encoder-weights", "imagenet"], variables: $"XDG_CACHE_HOME={folder.Path}"));

        finished.Badly(1, "the weights imagenet of resnet18 are not on this machine yet: cutline weights resnet18 fetches them once");
        Assert.False(Directory.Exists(folder.At("run")));
    }
}
