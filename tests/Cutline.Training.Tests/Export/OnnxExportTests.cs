using Cutline.Training.Export;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Tests.Export;

/// <summary>What an export does besides the graph: options, metadata, precision, and what it leaves as it was.</summary>
[Collection("live tensors")]
public sealed class OnnxExportTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TemporaryFolder folder = new();

    public OnnxExportTests() => manual_seed(7);

    [Fact]
    public void Metadata_and_precision_are_in_the_file()
    {
        using var exported = new Exported(Model(),
            new() { Metadata = new Dictionary<string,
            string> { ["cutline.licence"] = "MIT", ["cutline.precision"] = "what the exporter says" } });
        Assert.Equal("MIT", exported.Metadata["cutline.licence"]);
        Assert.Equal("fp32", exported.Metadata["cutline.precision"]);
        Assert.Equal(new FileInfo(exported.Result.Path).Length, exported.Result.Bytes);
        Assert.Equal(exported.Result.LargestDifference, exported.Result.PrecisionDifference);
        Assert.Equal(4, exported.Result.Inputs.Count);
        Assert.Contains(exported.Result.Inputs, shape => shape[0] > 1 && shape[2] % 2 == 1 && shape[3] % 2 == 1);
    }

    [Fact]
    public void Half_weights_take_half_the_room_and_cost_little()
    {
        using var full = new Exported(Model());
        using var half = new Exported(Model(), new() { Precision = OnnxPrecision.Half });
        Assert.Equal("fp16", half.Metadata["cutline.precision"]);
        Assert.InRange((double)half.Result.Bytes / full.Result.Bytes, 0.4, 0.65);
        Assert.InRange(half.Result.LargestDifference, 0, 1e-4);
        Assert.InRange(half.Result.PrecisionDifference, 1e-7, 0.02);
    }

    [Fact]
    public void Weights_that_were_in_16_bits_lose_nothing_in_16_bits()
    {
        var model = Model();
        using (no_grad())
            foreach (var parameter in model.parameters().Where(p => p.ndim > 1)) parameter.copy_(parameter.to(float16));
        using var half = new Exported(model, new() { Precision = OnnxPrecision.Half });
        Assert.InRange(half.Result.PrecisionDifference, 0, 1e-5);
    }

    [Fact]
    public void A_weight_beyond_16_bits_is_an_error()
    {
        using var model = Model();
        using (no_grad()) model.parameters().First().fill_(1e6);
        var error = Assert
            .Throws<OnnxExportException>(() =>
            OnnxExport.Write(model, folder.At("m.onnx"), new() { Precision = OnnxPrecision.Half, Tolerance = 1 }));
        Assert.Contains("16 bits cannot hold", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mode_gradients_random_numbers_and_live_tensors_are_as_before()
    {
        using var model = Model();
        model.train();
        var modules = model.named_modules().ToList();
        modules[2].module.eval();
        model.parameters().First().requires_grad = false;
        var (modes, gradients) = (modules.Select(m => m.module.training).ToList(),
            model.parameters().Select(p => p.requires_grad).ToList());
        OnnxExport.Write(model, folder.At("m.onnx"));

        manual_seed(11);
        var (expected, live) = (rand(1).item<float>(), Tensor.TotalCount);
        manual_seed(11);
        OnnxExport.Write(model, folder.At("m.onnx"));
        Assert.Equal(live, Tensor.TotalCount);
        Assert.Equal(expected, rand(1).item<float>());
        Assert.Equal(modes, modules.Select(m => m.module.training));
        Assert.Equal(gradients, model.parameters().Select(p => p.requires_grad));
        Assert.True(model.call(rand(1, 3, 8, 8)).requires_grad);   // no hook is left that would record
    }

    [Fact]
    public void A_failed_export_leaves_the_file_that_was_there()
    {
        var path = folder.Put("m.onnx", [1, 2, 3]);
        using var model = Model();
        Assert.Throws<OnnxExportException>(() => OnnxExport.Write(model, path, new() { Tolerance = 1e-30 }));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["m.onnx"], folder.Names());
    }

    [Fact]
    public void Parameters_of_other_types_are_an_error()
    {
        using var model = Model();
        model.to(bfloat16);
        var error = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(model, folder.At("m.onnx")));
        Assert.Contains("is of type BFloat16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_errors()
    {
        using var model = Model();
        foreach (var options in new OnnxExportOptions[]
                 { new() { Channels = 0 }, new() { Stride = 0 }, new() { Height = 3 }, new() { Width = 100_000 },
                     new() { Tolerance = double.NaN }, new() { Precision = OnnxPrecision.Quantized } })
            Assert.Throws<ArgumentException>(() => OnnxExport.Write(model, folder.At("m.onnx"), options));
    }

    [Fact]
    public void Batch_norm_is_folded_where_it_follows_a_convolution_alone()
    {
        Assert.DoesNotContain("BatchNormalization",
            Nodes(Sequential(Conv2d(3, 4, 3, padding: 1), BatchNorm2d(4), ReLU(), Conv2d(4, 1, 1))));
        Assert.DoesNotContain("BatchNormalization",
            Nodes(Sequential(ConvTranspose2d(3, 4, 3, padding: 1), BatchNorm2d(4), Conv2d(4, 1, 1))));
        Assert.Contains("BatchNormalization", Nodes(Sequential(Conv2d(3, 4, 1), ReLU(), BatchNorm2d(4), Conv2d(4, 1, 1))));
        Assert.Contains("BatchNormalization",
            Nodes(Sequential(ConvTranspose2d(3, 4, 3, padding: 1, groups: 1), Dropout(), ReLU(), BatchNorm2d(4), Conv2d(4, 1, 1))));
    }

    [Fact]
    public void Identity_and_dropout_vanish() => Assert.Equal(
        ["Conv", "Sigmoid", "Identity"], Nodes(Sequential(Identity(), Conv2d(3, 1, 1), Dropout(), Identity())));

    [Fact]
    public void A_convolution_that_something_else_reads_keeps_its_batch_norm()
    {
        using var exported = new Exported(Exported.Trained(new Shared()));
        Assert.InRange(exported.Compare(1, 20, 30).Difference, 0, 1e-4);
    }

    private static List<string> Nodes(Module<Tensor, Tensor> model)
    {
        using var _ = model;
        var graph = OnnxExport.Graph(Exported.Trained(model), new());
        return [.. graph.Nodes.Select(n => n.OperatorType)];
    }

    private static SegmentationModel Model() => Exported.Trained(ModelRegistry.Make(new() { Base = 8, Depth = 2 }));

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private sealed class Shared : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> conv = Conv2d(3, 4, 3, padding: 1), norm = BatchNorm2d(4), last = Conv2d(8, 1, 1);

        internal Shared() : base(nameof(Shared)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var x = conv.call(input);
            return last.call(Cutline.Training.Layers.F.Cat([x, norm.call(x)]));
        }
    }
}
