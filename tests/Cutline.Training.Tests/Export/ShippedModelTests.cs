using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Export;

/// <summary>The ONNX files in models/ are what models/car.safetensors exports to, and say whose data they were trained on.</summary>
public sealed class ShippedModelTests
{
    [Theory]
    [InlineData("models/car.onnx", "fp16", 1e-4, 1e-6)]
    [InlineData("models/car-int8.onnx", "int8", 0.75, 3e-3)]
    public void Gives_the_checkpoints_probabilities(string file, string precision, double largest, double mean)
    {
        using var checkpoint = ModelCheckpoint.Load(RepositoryPaths.Find("models/car.safetensors"));
        using var model = OnnxModel.Load(RepositoryPaths.Find(file));
        using var photo = Photo.Load(RepositoryPaths.Find("samples/car.jpg"));
        var geometry = Letterbox.For(photo.Width, photo.Height, checkpoint.Preprocess);
        var pixels = new byte[3 * geometry.Height * geometry.Width];
        Preprocess.Fill(photo, geometry, pixels);

        using var output = model.Run(pixels, 1, geometry.Height, geometry.Width);
        var actual = output.Values.ToArray();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var input = new float[pixels.Length];
        model.ToInput(pixels, 1, geometry.Height, geometry.Width, input);
        var expected = checkpoint.Model.call(tensor(input, 1, 3, geometry.Height, geometry.Width)).sigmoid().ToArray<float>();

        var differences = expected.Zip(actual, (e, a) => (double)Math.Abs(e - a)).ToList();
        Assert.InRange(differences.Max(), 0, largest);
        Assert.InRange(differences.Average(), 0, mean);
        Assert.Contains(expected, p => p > 0.99);
        Assert.Equal(precision, model.Metadata.Precision);
    }

    [Theory]
    [InlineData("models/car.onnx")]
    [InlineData("models/car-int8.onnx")]
    public void Says_how_it_is_used_and_whose_data_it_was_trained_on(string file)
    {
        using var checkpoint = ModelCheckpoint.Load(RepositoryPaths.Find("models/car.safetensors"));
        using var model = OnnxModel.Load(RepositoryPaths.Find(file));
        Assert.Equal(checkpoint.Preprocess, model.Metadata.Preprocess);
        Assert.Equal(ModelCheckpoint.Describe(checkpoint.Model.Options, checkpoint.Preprocess, null).Model, model.Metadata.Model);
        Assert.Contains("non-commercial", model.Metadata.Licence, StringComparison.Ordinal);
        foreach (var source in new[] { "Carvana", "intelec.ai", "Car Parts", "Stanford Cars", "Cityscapes", "Apache" }) Assert
            .Contains(source, model.Metadata.Data, StringComparison.Ordinal);
        Assert.True(new FileInfo(RepositoryPaths.Find(file)).Length < 8_000_000, "the repository holds at most 30 MB of weights");
    }

    [Fact]
    public void The_model_for_commercial_use_names_no_data_that_forbids_it()
    {
        using var model = OnnxModel.Load(RepositoryPaths.Find("models/car-commercial.onnx"));
        Assert.Equal("Commercial use permitted", model.Metadata.Terms);
        foreach (var source in new[] { "intelec.ai", "drawn", "Apache" })
            Assert.Contains(source, model.Metadata.Data, StringComparison.Ordinal);
        foreach (var source in new[] { "Carvana", "Stanford", "Cityscapes", "Pasupa" })
            Assert.DoesNotContain(source, model.Metadata.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_of_edges_is_small_says_whose_data_it_was_trained_on_and_that_it_is_the_one_described()
    {
        var file = RepositoryPaths.Find("models/edges.onnx");
        using var refiner = EdgeRefiner.Load(file);
        Assert.Contains("non-commercial", refiner.Model.Metadata.Licence, StringComparison.Ordinal);
        foreach (var source in new[] { "Carvana", "intelec.ai" })
            Assert.Contains(source, refiner.Model.Metadata.Data, StringComparison.Ordinal);
        Assert.True(new FileInfo(file).Length < 200_000, "it is more than 200 kB");
        Assert.Contains(ModelFile.Hash(file), File.ReadAllText(RepositoryPaths.Find("models/README.md")), StringComparison.Ordinal);
    }
}
