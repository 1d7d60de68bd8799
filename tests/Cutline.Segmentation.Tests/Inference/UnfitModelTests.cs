using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Training.Export;

namespace Cutline.Segmentation.Tests.Inference;

/// <summary>Files that are damaged, of other kinds, or mean harm: an error of one line, and no crash.</summary>
public sealed class UnfitModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string At => folder.At("model.onnx");

    [Fact]
    public void A_file_without_metadata_is_to_be_described() =>
        Assert.Contains(
            "it does not say how photos are prepared for it (cutline.preprocess is missing)", Error(new SmallModel { Preprocess = null }));

    [Fact]
    public void A_file_that_says_how_it_is_used_is_not_to_be_described() =>
        Assert.Contains("its metadata says how it is used", Error(new SmallModel(), new() { Foreign = new() }));

    [Fact]
    public void A_file_for_any_size_needs_one() =>
        Assert.Contains(
            "it takes photos of any size: name the width and the height",
            Error(new SmallModel { Preprocess = null }, new() { Foreign = new() }));

    [Fact]
    public void Classes_that_are_too_few_or_too_many_are_told() =>
        Assert.Contains("2 classes are named and 3 separated", Error(SmallModel.OfClasses(3) with { Classes = ClassSet.Car }));

    [Fact]
    public void Softmax_of_one_channel_is_refused() =>
        Assert.Contains(
            "softmax makes 1 everywhere",
            Error(
                new SmallModel { Preprocess = null },
                new() { Foreign = new() { Width = 32, Height = 32, Activation = Activation.Softmax } }));

    [Fact]
    public void Another_output_than_the_first_may_be_named()
    {
        var graph = new SmallModel { Preprocess = null, Activation = null }.Graph();
        graph.Nodes.Add(new("Sigmoid", ["probabilities"], ["mask"], []));
        graph.Outputs.Add(new("mask", OnnxElementType.Float, "batch", 1, "height", "width"));
        File.WriteAllBytes(At, graph.ToBytes());
        var options = new OnnxOptions { Foreign = new() { Width = 32, Height = 32 }, Output = "mask" };

        using var model = OnnxModel.Load(At, options);
        using var output = model.Run(new byte[3 * 32 * 32], 1, 32, 32);

        Assert.Equal(1 / (1 + Math.Exp(14)), output.Values[0], 1e-6);
        Assert.Contains(
            "it has no output 'masks': its outputs are probabilities, mask",
            Error(() => OnnxModel.Load(At, options with { Output = "masks" })));
    }

    [Fact]
    public void Inputs_that_are_no_photo_are_refused_with_the_reason()
    {
        Assert.Contains("its input 'image' is (batch, 4, height, width): a photo has 3 channels", Shapes(["batch", 4, "height", "width"]));
        Assert.Contains("with the channels last: export it as (batch, 3, height, width)", Shapes([1, 32, 32, 3]));
        Assert.Contains("its input 'image' is (8, 3, height, width): export it for a batch of 1", Shapes([8, 3, "height", "width"]));
        Assert.Contains(
            "its input 'image' is (3, 32, 32): a photo is (batch, 3, height, width)",
            Error(() => Load(Unary("Sigmoid", [3, 32, 32], ["height", "width"]))));
        Assert.Contains(
            "its input 'image' is of int64: numbers are float32 or float16",
            Error(() => Load(Unary("Identity", ["batch", 3, "height", "width"], ["batch", 3, "height", "width"], OnnxElementType.Int64))));
    }

    [Fact]
    public void Several_inputs_are_refused()
    {
        var graph = new SmallModel().Graph();
        graph.Inputs.Add(new("prompt", OnnxElementType.Float, 1, 2));
        Assert.Contains("it has 2 inputs (image, prompt): a model that segments photos has one", Error(() => Load(graph)));
    }

    [Fact]
    public void Outputs_that_are_no_mask_are_refused_with_the_reason()
    {
        Assert.Contains(
            "its output 'probabilities' is (1, 3, 16, 16), and its input 32×32",
            Error(() => Load(Pooled([1, 3, 32, 32], ["batch", 3, 16, 16]))));
        Assert.Contains(
            "a mask is (batch, classes, height, width)",
            Error(() => Load(Unary("Flatten", ["batch", 3, "height", "width"], ["batch", "scores"]))));
        Assert.Contains("is no tensor but sequence", Error(() => Load(HostileModel.WithSequenceOutput())));
    }

    /// <summary>What shapes do not tell, a run does.</summary>
    [Fact]
    public void An_output_of_another_size_than_the_photo_is_an_error_of_the_run()
    {
        using var model = Load(Pooled(["batch", 3, "height", "width"], ["batch", 3, "h", "w"]));
        var error = Error(() => model.Run(new byte[3 * 32 * 32], 1, 32, 32).Dispose());
        Assert.Contains("makes (1, 3, 16, 16) of 1 photos of 32×32: a mask is as large as its input", error);
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_of_one_line()
    {
        var bytes = SmallModel.OfClasses(3).Graph().ToBytes();
        foreach (var length in Enumerable.Range(0, bytes.Length)) Harmless(bytes[..length]);
    }

    [Fact]
    public void Bytes_changed_at_random_are_an_error_or_another_model()
    {
        var bytes = SmallModel.OfClasses(3).Graph().ToBytes();
        var random = new Random(5);
        for (var trial = 0; trial < 300; trial++)
        {
            var changed = (byte[])bytes.Clone();
            for (var i = random.Next(1, 5); i > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            Harmless(changed);
        }
    }

    [Fact]
    public void What_is_no_model_at_all_is_an_error_of_one_line()
    {
        Harmless([]);
        Harmless([.. Enumerable.Repeat((byte)0xFF, 5000)]);
        Harmless("a text"u8.ToArray());
        Harmless([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]); // a graph of 2 GB that is not there
        Assert.Throws<ModelException>(() => Load("\x89PNG\r\n\x1a\n"u8.ToArray()));
    }

    [Fact]
    public void Constants_larger_than_any_memory_are_an_error()
    {
        Error(() => Load(HostileModel.WithWeightOf(1L << 31, 1L << 31, 3, 3)));
        Error(() => Load(HostileModel.WithWeightOf(1, 3, 1L << 27, 1))); // 1.5 GiB, which there are
        Assert.Contains(
            "cannot be loaded: Initializer 'weight' declares a size of", Error(() => Load(HostileModel.WithWeightOf(1, 3, 1L << 40, 1))));
        Assert.EndsWith(
            "Failed to allocate memory for requested buffer of size 4503599627370496",
            Error(() => Run(HostileModel.WithConstantOf(1L << 40, 1L << 10))));
        Error(() => Run(HostileModel.WithConstantOf(-1)));
    }

    /// <summary>Weights beside the file may be read, and nothing else.</summary>
    [Fact]
    public void Weights_in_another_file_are_read_from_the_models_own_folder_alone()
    {
        Directory.CreateDirectory(folder.At("models"));
        File.WriteAllBytes(folder.At("models", "bias.bin"), BitConverter.GetBytes(2f));
        File.WriteAllBytes(folder.At("secret.bin"), BitConverter.GetBytes(3f));
        var file = folder.At("models", "model.onnx");
        OnnxModel From(string location)
        {
            File.WriteAllBytes(file, HostileModel.WithExternalData(location));
            return OnnxModel.Load(file);
        }

        using (var beside = From("bias.bin"))
        using (var output = beside.Run(new byte[3 * 32 * 32], 1, 32, 32))
            Assert.Equal(1 / (1 + Math.Exp(-2)), output.Values[0], 1e-6);
        string[] others = ["../secret.bin", folder.At("secret.bin"), "/proc/self/environ", "sub/../../secret.bin", "missing.bin"];
        foreach (var location in others) Error(() => From(location));
        File.CreateSymbolicLink(folder.At("models", "link.bin"), folder.At("secret.bin"));
        Error(() => From("link.bin"));
    }

    public void Dispose() => folder.Dispose();

    private OnnxModel Load(OnnxGraph graph) => Load(graph.ToBytes());

    private OnnxModel Load(byte[] file)
    {
        File.WriteAllBytes(At, file);
        return OnnxModel.Load(At);
    }

    private void Run(byte[] file)
    {
        using var model = Load(file);
        model.Run(new byte[3 * 32 * 32], 1, 32, 32).Dispose();
    }

    private void Harmless(byte[] file)
    {
        try
        {
            Run(file);
        }
        catch (ModelException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            Assert.InRange(e.Message.Length, 10, 700);
        }
    }

    private string Shapes(OnnxDimension[] input) => Error(() => Load(Unary("Sigmoid", input, input)));

    private string Error(SmallModel model, OnnxOptions? options = null) => Error(() => model.Load(At, options));

    private static string Error(Action load)
    {
        var message = Assert.Throws<ModelException>(load).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static OnnxGraph Unary(string kind, OnnxDimension[] input, OnnxDimension[] output, OnnxElementType type = OnnxElementType.Float)
    {
        var graph = new SmallModel().Graph();
        graph.Inputs.Clear();
        graph.Outputs.Clear();
        graph.Nodes.Clear();
        graph.Inputs.Add(new("image", type, input));
        graph.Outputs.Add(new("probabilities", type, output));
        graph.Nodes.Add(new(kind, ["image"], ["probabilities"], []));
        return graph;
    }

    private static OnnxGraph Pooled(OnnxDimension[] input, OnnxDimension[] output)
    {
        var graph = Unary("MaxPool", input, output);
        graph.Nodes.Clear();
        graph.Nodes.Add(
            new("MaxPool", ["image"], ["probabilities"], [("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 })]));
        return graph;
    }
}
