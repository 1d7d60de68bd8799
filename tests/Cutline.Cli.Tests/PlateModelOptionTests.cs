using Cutline.Cli.Options;

namespace Cutline.Cli.Tests;

/// <summary><c>--plate-model</c>: the shipped model of plates, or one of your own, only where a plate is to be detected.</summary>
[Collection("program")]
public sealed class PlateModelOptionTests(TrainedRun trained) : IDisposable
{
    private static readonly string Car = RepositoryPaths.Find("samples/car.jpg"), Shipped = RepositoryPaths.Find("models/plates.onnx");

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_shipped_model_is_named_where_it_runs_and_a_miss_is_told()
    {
        var cut = Cut("--plate", "cover").Well();
        Assert.Contains("model plates.onnx (shipped), for plates · ", cut.Errors, StringComparison.Ordinal);
        Assert.Contains(cut.Complaints, line => line.Contains("car.jpg: no licence plate was detected", StringComparison.Ordinal));
        Assert.DoesNotContain("for plates", Cut().Well().Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("for plates", Cut("--plate", "20,15,30,15,30,20,20,20").Well().Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_ones_own_is_used_instead_and_what_is_as_high_as_the_car_is_no_plate()
    {
        var discs = Path.GetDirectoryName(trained.Discs.Photo(0))!;
        var cut = InProcess.Run(
            ["cut", discs, "-o", folder.At("cut"), "--model", trained.Path, "--plate", "cover", "--plate-model", trained.Path]).Well();
        Assert.Contains($"model {trained.Path}, for plates", cut.Errors, StringComparison.Ordinal);
        Assert.Contains("no licence plate was detected", cut.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_repair()
    {
        Cut("--plate-model", Shipped).Badly(2, "--plate-model", "add --plate cover");
        Cut("--plate", "cover", "--plate-model", folder.At("none.onnx")).Badly(1, "none.onnx");
        Cut("--plate", "cover", "--plate-model", RepositoryPaths.Find("models/edges.onnx")).Badly(2, "edges.onnx does not predict plates");
        Cut("--plate", "cover", "--plate-model", RepositoryPaths.Find("models/car.onnx")).Badly(2, "car.onnx does not predict plates");
        var missing = Assert.Throws<FileNotFoundException>(() => ModelOptionSet.Find(PlateModelOption.Shipped, folder.At("")));
        Assert.Contains("models/plates.onnx is missing from this copy of Cutline", missing.Message, StringComparison.Ordinal);
        Assert.Contains("--plate-model", missing.Message, StringComparison.Ordinal);
    }

    private Finished Cut(params string[] options) =>
        InProcess.Run(["cut", Car, "-o", folder.At("car.png"), "--force", "--size", "64", .. options]);

    public void Dispose() => folder.Dispose();
}
