using Cutline.Training.Export;
using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Tests.Export;

/// <summary>
/// Models that are not of this library: of stock layers they export by themselves; what cannot be recorded is a named error.
/// </summary>
public sealed class OwnModelExportTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TemporaryFolder folder = new();

    public OwnModelExportTests() => manual_seed(6);

    [Fact]
    public void A_model_of_stock_layers_exports_by_itself()
    {
        using var exported = new Exported(Exported.Trained(Sequential(
            Conv2d(3, 8, 3, padding: 1), BatchNorm2d(8), ReLU(inplace: true), MaxPool2d(2), Conv2d(8, 8, 3, padding: 1), SiLU(),
            Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false), Conv2d(8, 2, 1))), new() { Stride = 2 });
        Assert.InRange(exported.Compare(2, 30, 44).Difference, 0, 1e-4);
        Assert.Equal([1, 2, 31, 45], exported.Run(new float[3 * 31 * 45], [1, 3, 31, 45]).Shape);
    }

    [Fact]
    public void A_model_with_functions_and_a_layer_of_two_inputs_exports()
    {
        using var exported = new Exported(new OwnModel(new Halves()));
        Assert.InRange(exported.Compare(2, 30, 44).Difference, 0, 1e-4);
    }

    [Fact]
    public void A_layer_of_an_unknown_type_is_an_error_that_names_it_and_the_repair()
    {
        Fails(
            new OwnModel(new Doubled()),
            "the layer 'own' (Doubled) has no ONNX form: register its ONNX form with OnnxOperators.Register<Doubled>(…)");
    }

    [Fact]
    public void An_unrecorded_function_in_a_layer_is_an_error_that_names_the_place()
    {
        const string Comes = "comes of a torch function that is not recorded";
        Fails(
            new OwnModel(new Unrecorded(before: false)),
            $"the output of the layer 'own' (Unrecorded) {Comes}, after the layer 'own.inner' (Conv2d)");
        Fails(
            new OwnModel(new Unrecorded(before: true)),
            $"an input of the layer 'own.inner' (Conv2d) {Comes} in the layer 'own' (Unrecorded)");
    }

    [Fact]
    public void An_unrecorded_function_before_a_recorded_one_is_an_error()
    {
        Fails(new Mixed(), "an input of the function 'cat' in the model (Mixed) comes of a torch function that is not recorded");
    }

    [Fact]
    public void A_change_in_place_that_nothing_recorded_is_found_by_the_comparison() =>
        Fails(new OwnModel(new InPlace()), "the ONNX file is not the model");

    [Fact]
    public void A_constant_that_depends_on_the_picture_is_found_by_the_comparison() =>
        Fails(new OwnModel(new Detached()), "the ONNX file is not the model");

    [Fact]
    public void A_registered_layer_exports_as_a_whole()
    {
        OnnxOperators.Register<Registered>((onnx, layer, x) => onnx.Add("Mul", [x[0], onnx.Number(layer.Factor)]));
        using var exported = new Exported(new OwnModel(new Registered()));
        Assert.InRange(exported.Compare(1, 20, 20).Difference, 0, 1e-4);
    }

    [Fact]
    public void A_registered_function_exports()
    {
        OnnxOperators.RegisterFunction("tests.square", (onnx, _, x) => onnx.Add("Mul", [x[0], x[0]]));
        using var exported = new Exported(new OwnModel(new Calls("tests.square")));
        Assert.InRange(exported.Compare(1, 20, 20).Difference, 0, 1e-4);
        Fails(new OwnModel(new Calls("tests.cube")), "the function 'tests.cube' in the layer 'own' (Calls) has no ONNX form");
    }

    [Fact]
    public void A_model_that_halves_its_input_needs_a_stride()
    {
        Fails(new Halving(), "the model fails on a picture of 1×3×131×193: Sizes of tensors must match");
        using var exported = new Exported(new Halving(), new() { Stride = 2 });
        Assert.InRange(exported.Compare(3, 36, 50).Difference, 0, 1e-4);
    }

    [Fact]
    public void Logits_of_another_size_are_an_error() => Fails(
        Sequential(Conv2d(3, 1, 1), MaxPool2d(2)), "the model's output has the shape (1, 1, 65, 96) for a picture of 131×193");

    /// <summary>The export fails with a message that begins like this, and writes no file.</summary>
    private void Fails(Module<Tensor, Tensor> model, string message)
    {
        using var _ = model;
        var error = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(model, folder.At("never.onnx")));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    /// <summary>Two convolutions around a layer, and a gate of two inputs.</summary>
    private sealed class OwnModel : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> before = Conv2d(3, 6, 1), own, after = Conv2d(6, 1, 1);
        private readonly Module<Tensor, Tensor, Tensor> gate = new Gate();

        internal OwnModel(Module<Tensor, Tensor> own) : base(nameof(OwnModel))
        {
            this.own = own;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var x = before.call(input);
            return after.call(gate.call(x, own.call(x)));
        }
    }

    private sealed class Gate() : Module<Tensor, Tensor, Tensor>(nameof(Gate))
    {
        public override Tensor forward(Tensor x, Tensor y) => F.Multiply(x, F.Interpolate(F.Sigmoid(y), like: x));
    }

    private sealed class Halves() : Module<Tensor, Tensor>(nameof(Halves))
    {
        public override Tensor forward(Tensor input) => F.AvgPool(input, 2);
    }

    private sealed class Doubled() : Module<Tensor, Tensor>(nameof(Doubled))
    {
        public override Tensor forward(Tensor input) => input * 2;
    }

    private sealed class Registered() : Module<Tensor, Tensor>(nameof(Registered))
    {
        internal double Factor { get; } = 2.5;

        public override Tensor forward(Tensor input) => input * Factor;
    }

    private sealed class InPlace() : Module<Tensor, Tensor>(nameof(InPlace))
    {
        public override Tensor forward(Tensor input) => F.Relu(input.add_(0.3));
    }

    private sealed class Detached() : Module<Tensor, Tensor>(nameof(Detached))
    {
        public override Tensor forward(Tensor input) => F.Multiply(input, input.detach().mean());
    }

    private sealed class Calls(string function) : Module<Tensor, Tensor>(nameof(Calls))
    {
        public override Tensor forward(Tensor input)
        {
            var output = input.square();
            FunctionRecorder.Current?.Record(new(function, [input], output, new Dictionary<string, object>()));
            return output;
        }
    }

    private sealed class Unrecorded : Module<Tensor, Tensor>
    {
        private readonly bool before;
        private readonly Module<Tensor, Tensor> inner = Conv2d(6, 6, 1);

        internal Unrecorded(bool before) : base(nameof(Unrecorded))
        {
            this.before = before;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => before ? inner.call(input.exp()) : inner.call(input).exp();
    }

    private sealed class Mixed : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> before = Conv2d(3, 3, 1), after = Conv2d(6, 1, 1);

        internal Mixed() : base(nameof(Mixed)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var x = before.call(input);
            return after.call(F.Cat([x, x.abs()]));
        }
    }

    private sealed class Halving : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> down = Conv2d(3, 4, 2, stride: 2), up = ConvTranspose2d(4, 3, 2, stride: 2);
        private readonly Module<Tensor, Tensor> after = Conv2d(6, 1, 1);

        internal Halving() : base(nameof(Halving)) => RegisterComponents();

        public override Tensor forward(Tensor input) => after.call(F.Cat([input, up.call(down.call(input))]));
    }
}
