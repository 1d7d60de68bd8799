using Cutline.Imaging;
using Cutline.Training.Export;
using Cutline.Training.Models;

namespace Cutline.Cli.Tests;

/// <summary>ONNX files that Cutline did not write: what has to be said of them, and what is refused.</summary>
[Collection("program")]
public sealed class ModelOptionSetTests : IDisposable
{
    private readonly TrainedRun trained;
    private readonly TemporaryFolder folder = new();

    public ModelOptionSetTests(TrainedRun trained)
    {
        this.trained = trained;
        using var model = ModelCheckpoint.Load(trained.Path);
        OnnxExport.Write(model.Model, Foreign); // without metadata, as another program's
    }

    [Fact]
    public void With_its_preprocessing_said_it_predicts_what_our_own_file_does()
    {
        var own = Mask("--model", trained.File("best.onnx"));

        Assert.Equal(own, Mask("--model", Foreign, "--normalization", "unit", "--input-size", "32"));
        Assert.Equal(
            own, Mask("--model", Foreign, "--normalization", "0,0,0/1,1,1", "--input-size", "32x32", "--mask-output", "probabilities"));
        Assert.Equal(own, Mask("--model", Foreign, "--input-size", "32", "--input-fit", "stretch", "--activation", "none"));
    }

    [Fact]
    public void Each_option_has_its_effect()
    {
        string[] usual = ["--model", Foreign, "--input-size", "32"];
        var mask = Mask(usual);

        Assert.NotEqual(mask, Mask([.. usual, "--normalization", "symmetric"]));
        Assert.NotEqual(mask, Mask([.. usual, "--input-fit", "letterbox"]));
        Assert.All(Mask([.. usual, "--activation", "sigmoid"]), pixel => Assert.Equal(255, pixel)); // of a probability it is above 0.5
        Assert.NotEqual(mask, Mask("--model", Foreign, "--input-size", "16x24"));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_reason()
    {
        Predict("--model", Foreign)
            .Badly(1, "foreign.onnx cannot be used: it does not say how photos are prepared for it", "name its normalization");
        Predict("--model", Foreign, "--normalization", "unit").Badly(1, "it takes photos of any size: name the width and the height");
        Predict("--model", Foreign, "--normalization", "wild").Badly(2, "there is no normalization 'wild': use unit, imagenet");
        Predict("--model", Foreign, "--normalization", "0,0,0/1,1,0").Badly(2, "deviation", "not above 0");
        Predict("--model", Foreign, "--input-size", "12x").Badly(2, "'12x' is not a size");
        Predict("--model", Foreign, "--input-size", "32", "--mask-output", "mask")
            .Badly(1, "it has no output 'mask': its outputs are probabilities");
        Predict("--model", Foreign, "--input-size", "32", "--activation", "softmax").Badly(1, "softmax makes 1 everywhere: use sigmoid");
        Predict("--model", Foreign, "--activation", "relu").Badly(2, "Must be one of: 'none' 'sigmoid' 'softmax'");
        Predict("--model", trained.Path, "--normalization", "unit").Badly(1, "its metadata says how it is used: leave out the options");
    }

    [Fact]
    public void It_cuts_and_is_measured_as_well()
    {
        string[] model = ["--model", Foreign, "--input-size", "32"];

        InProcess.Run(["cut", trained.Discs.Photo(0), "-o", folder.At("cut.png"), "--input-fit", "letterbox", .. model]).Well();
        InProcess.Run(["evaluate", "--data", trained.Discs.Root, "--part", "all", "--json", .. model]).Well();
    }

    public void Dispose() => folder.Dispose();

    private string Foreign => folder.At("foreign.onnx");

    private byte[] Mask(params string[] model)
    {
        Predict(model).Well();
        using var mask = Photo.LoadIndices(folder.At("masks", $"{Path.GetFileNameWithoutExtension(trained.Discs.Photo(0))}_mask.png"));
        return mask.Pixels.ToArray();
    }

    private Finished Predict(params string[] model) =>
        InProcess.Run(["predict", "--input", trained.Discs.Photo(0), "--out", folder.At("masks"), .. model]);
}
