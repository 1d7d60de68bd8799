using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Export;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class OnnxModelTests : IDisposable
{
    private static readonly ForeignModel Foreign = new() { Width = 32, Height = 32 };

    private readonly TemporaryFolder folder = new();

    private string At => folder.At("model.onnx");

    /// <summary>Sigmoid of 12·red + 12·green − 14, by hand.</summary>
    [Fact]
    public void Photos_become_probabilities_of_each_pixel()
    {
        using var model = new SmallModel { Preprocess = new(2, 1) }.Load(At);

        using var output = model.Run([255, 0, 0, 51, 102, 7, 0, 0, 0, 255, 255, 255], 2, 1, 2);

        Assert.Equal((2, 1, 1, 2), (output.Count, output.Classes, output.Height, output.Width));
        double[] expected = [Sigmoid(12 - 14), Sigmoid(0.2 * 12 + 0.4 * 12 - 14), Sigmoid(-14), Sigmoid(10)];
        Assert.All(output.Values.ToArray().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.Equal(output.Values[2..].ToArray(), output.Photo(1).ToArray());
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_told_with_the_file()
    {
        using var model = new SmallModel { Bias = [float.NaN], Preprocess = new(2, 1) }.Load(At);

        var failed = Assert.Throws<ModelException>(() => model.Run(new byte[6], 1, 1, 2));

        Assert.StartsWith($"{At} predicts NaN (not a number)", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_file_says_of_itself_is_read()
    {
        var classes = new ClassSet([new("ground", (1, 2, 3)), new("car", (4, 5, 6)), new("\"tree\" ü", (7, 8, 9))]);
        var input = new PreprocessOptions(48, 32, Fit.Letterbox, Normalization.ImageNet);
        using var model = (SmallModel.OfClasses(3) with { Classes = classes, Preprocess = input }).Load(At);

        Assert.Equal((3, At, input, false), (model.Classes, model.FilePath, model.Preprocess, model.HasFixedSize));
        Assert.Equal(classes.Classes, model.ClassNames!.Classes);
    }

    [Fact]
    public void Photos_are_normalized_as_the_metadata_says()
    {
        using var model = new SmallModel
        {
            Weights = [1, 0, 0], Bias = [0], Preprocess = new(1, 1, Normalization: Normalization.ImageNet),
        }.Load(At);
        using var output = model.Run([255, 0, 0], 1, 1, 1);
        Assert.Equal(Sigmoid((1 - 0.485) / 0.229), output.Values[0], 1e-6);
    }

    [Fact]
    public void A_run_folder_stands_for_its_best_model()
    {
        new SmallModel().Write(folder.At("best.onnx"));
        using var model = OnnxModel.Load(folder.Path);
        Assert.Equal(folder.At("best.onnx"), model.FilePath);
    }

    [Theory]
    [InlineData(Activation.Sigmoid, 1)]
    [InlineData(Activation.Softmax, 3)]
    public void A_file_of_another_program_is_used_as_it_is_described(Activation activation, int classes)
    {
        var file = classes == 1 ? new SmallModel() : SmallModel.OfClasses(3);
        using var expected = file.Load(folder.At("own.onnx"));
        using var model = (file with { Activation = null, Preprocess = null })
            .Load(At, new() { Foreign = Foreign with { Activation = activation } });
        var photo = Enumerable.Range(0, 3 * 32 * 32).Select(i => (byte)(i * 7)).ToArray();

        using var own = expected.Run(photo, 1, 32, 32);
        using var described = model.Run(photo, 1, 32, 32);

        Assert.Equal(classes, model.Classes);
        Assert.All(own.Values.ToArray().Zip(described.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Half_precision_input_and_output_are_converted()
    {
        using var single = new SmallModel().Load(folder.At("single.onnx"));
        using var half = new SmallModel { Type = OnnxElementType.Float16 }.Load(At);
        var photo = Enumerable.Range(0, 3 * 32 * 32).Select(i => (byte)(i * 5)).ToArray();
        using var expected = single.Run(photo, 1, 32, 32);
        using var output = half.Run(photo, 1, 32, 32);
        Assert.All(expected.Values.ToArray().Zip(output.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 0.01f));
    }

    [Fact]
    public void A_fixed_size_is_the_files_own_and_no_other_is_taken()
    {
        using var model = new SmallModel { Preprocess = null, Input = [1, 3, 24, 40] }.Load(At, new() { Foreign = new() });
        Assert.Equal((40, 24, true), (model.Preprocess.Width, model.Preprocess.Height, model.HasFixedSize));
        Assert.Contains(
            "takes photos of 40×24 alone, not of 32×32",
            Assert.Throws<ArgumentException>(() => model.Run(new byte[3 * 32 * 32], 1, 32, 32)).Message);
        Assert.Contains("takes photos of 40×24 alone", Error(() => new SmallModel { Input = [1, 3, 24, 40] }.Load(At)));
    }

    /// <summary>The number of classes is not in the file: a first run finds it.</summary>
    [Fact]
    public void Channels_that_the_file_leaves_open_are_counted()
    {
        using var model = (SmallModel.OfClasses(4) with { Output = ["batch", "classes", "height", "width"] }).Load(At);
        Assert.Equal(4, model.Classes);
    }

    [Fact]
    public void Threads_and_memory_change_no_number()
    {
        var photo = Enumerable.Range(0, 3 * 32 * 32).Select(i => (byte)(i * 11)).ToArray();
        float[] Of(OnnxOptions options)
        {
            using var model = SmallModel.OfClasses(5).Load(At, options);
            using var first = model.Run(photo, 1, 32, 32);
            using var second = model.Run(photo, 1, 32, 32);
            Assert.Equal(first.Values.ToArray(), second.Values.ToArray());
            return second.Values.ToArray();
        }

        Assert.Equal(Of(new() { Threads = 1 }), Of(new() { Threads = 3, KeepMemory = false }));
    }

    [Fact]
    public void A_GPU_where_the_package_has_none_is_an_error_that_names_the_package()
    {
        var error = Error(() => new SmallModel().Load(At, new() { Device = ExecutionDevice.Cuda() }));
        Assert.Contains("cannot run on cuda:0: this build has no CUDA; reference the package Microsoft.ML.OnnxRuntime.Gpu.Linux", error);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains(
            "Threads is 1000: use 1 to 256",
            Assert.Throws<ArgumentException>(() => new SmallModel().Load(At, new() { Threads = 1000 })).Message);
        Assert.Equal(
            (ExecutionDevice.Cuda(1), ExecutionDevice.Cpu, "cuda:1"),
            (ExecutionDevice.Parse("cuda:1"), ExecutionDevice.Parse("cpu"), ExecutionDevice.Cuda(1).ToString()));
        Assert.Contains("there is no device 'cuda:x'", Assert.Throws<ArgumentException>(() => ExecutionDevice.Parse("cuda:x")).Message);
    }

    public void Dispose() => folder.Dispose();

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static string Error(Action load)
    {
        var message = Assert.Throws<ModelException>(load).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
