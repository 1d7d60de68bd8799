using TorchSharp.Modules;

namespace Cutline.Training.Export;

/// <summary>The ONNX forms of activations, and of what does nothing in evaluation mode.</summary>
internal static class ActivationOperators
{
    internal static void Register()
    {
        OnnxOperators.Register<Identity>((_, _, x) => x[0]);
        OnnxOperators.Register<Dropout>((_, _, x) => x[0]);
        OnnxOperators.Register<Dropout2d>((_, _, x) => x[0]);
        OnnxOperators.Register<AlphaDropout>((_, _, x) => x[0]);
        OnnxOperators.Register<FeatureAlphaDropout>((_, _, x) => x[0]);

        OnnxOperators.Register<ReLU>((onnx, _, x) => onnx.Add("Relu", x));
        OnnxOperators.Register<ReLU6>((onnx, _, x) => Clip(onnx, x[0], 0, 6));
        OnnxOperators.Register<LeakyReLU>((onnx, m, x) => onnx.Add("LeakyRelu", x, ("alpha", (float)m.negative_slope)));
        OnnxOperators.Register<RReLU>((onnx, m, x) => onnx.Add("LeakyRelu", x, ("alpha", (float)((m.lower + m.upper) / 2))));
        OnnxOperators.Register<PReLU>((onnx, m, x) =>
        {
            long[] channels = [-1, .. Enumerable.Repeat(1L, Math.Max(0, onnx.RecordedShape(x[0]).Count - 2))];
            return onnx.Add("PRelu", [x[0], onnx.Value(m.weight.reshape(channels))]);
        });
        OnnxOperators.Register<ELU>((onnx, m, x) => onnx.Add("Elu", x, ("alpha", (float)m.alpha)));
        OnnxOperators.Register<CELU>((onnx, m, x) => onnx.Add("Celu", x, ("alpha", (float)m.alpha)));
        OnnxOperators.Register<SELU>((onnx, _, x) => onnx.Add("Selu", x));

        OnnxOperators.Register<Sigmoid>((onnx, _, x) => onnx.Add("Sigmoid", x));
        OnnxOperators.Register<Hardsigmoid>((onnx, _, x) => onnx.Add("HardSigmoid", x, ("alpha", 1f / 6), ("beta", 0.5f)));
        OnnxOperators.Register<SiLU>((onnx, _, x) => onnx.Add("Mul", [x[0], onnx.Add("Sigmoid", x)]));
        OnnxOperators.Register<Hardswish>((onnx, _, x) => onnx.Add("HardSwish", x));
        OnnxOperators.Register<Mish>((onnx, _, x) => onnx.Add("Mul", [x[0], onnx.Add("Tanh", [onnx.Add("Softplus", x)])]));
        OnnxOperators.Register<GELU>((onnx, m, x) => m.approximate == GELU.Approximate.tanh ? GeluTanh(onnx, x[0]) : Gelu(onnx, x[0]));
        OnnxOperators.Register<Tanh>((onnx, _, x) => onnx.Add("Tanh", x));
        OnnxOperators.Register<Softsign>((onnx, _, x) => onnx.Add("Softsign", x));
        OnnxOperators.Register<Softplus>((onnx, m, x) =>
            onnx.Add("Div", [onnx.Add("Softplus", [onnx.Add("Mul", [x[0], onnx.Number(m.beta)])]), onnx.Number(m.beta)]));
        OnnxOperators.Register<LogSigmoid>((onnx, _, x) => onnx.Add("Neg", [onnx.Add("Softplus", [onnx.Add("Neg", x)])]));

        OnnxOperators.Register<Softmax>((onnx, m, x) => onnx.Add("Softmax", x, ("axis", m.dim)));
        OnnxOperators.Register<Softmax2d>((onnx, _, x) => onnx.Add("Softmax", x, ("axis", -3)));
        OnnxOperators.Register<Softmin>((onnx, m, x) => onnx.Add("Softmax", [onnx.Add("Neg", x)], ("axis", m.dim)));
        OnnxOperators.Register<LogSoftmax>((onnx, m, x) => onnx.Add("LogSoftmax", x, ("axis", m.dim)));
    }

    internal static string Clip(OnnxBuilder onnx, string x, double least, double most) =>
        onnx.Add("Clip", [x, onnx.Number(least), onnx.Number(most)]);

    /// <summary>x · (1 + erf(x / √2)) / 2. ONNX has the operator from set 20 only.</summary>
    private static string Gelu(OnnxBuilder onnx, string x)
    {
        var erf = onnx.Add("Erf", [onnx.Add("Div", [x, onnx.Number(Math.Sqrt(2))])]);
        return onnx.Add("Mul", [onnx.Add("Mul", [x, onnx.Add("Add", [erf, onnx.Number(1)])]), onnx.Number(0.5)]);
    }

    /// <summary>x · (1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2.</summary>
    private static string GeluTanh(OnnxBuilder onnx, string x)
    {
        var cube = onnx.Add("Mul", [onnx.Add("Mul", [x, x]), x]);
        var inner = onnx.Add("Add", [x, onnx.Add("Mul", [cube, onnx.Number(0.044715)])]);
        var tanh = onnx.Add("Tanh", [onnx.Add("Mul", [inner, onnx.Number(Math.Sqrt(2 / Math.PI))])]);
        return onnx.Add("Mul", [onnx.Add("Mul", [x, onnx.Add("Add", [tanh, onnx.Number(1)])]), onnx.Number(0.5)]);
    }
}
