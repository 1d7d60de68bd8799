using Cutline.Golden;
using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class ProbabilitiesTests
{
    /// <summary>Logits of two classes and one: softmax and sigmoid by hand.</summary>
    [Fact]
    public void Probabilities_are_softmax_or_sigmoid()
    {
        float[] three = [0, MathF.Log(2), MathF.Log(5)], one = [MathF.Log(3), float.PositiveInfinity, float.NegativeInfinity];
        Probabilities.Softmax(three, 3, 1);
        Probabilities.Sigmoid(one);

        Assert.All(three.Zip((float[])[0.125f, 0.25f, 0.625f]), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        Assert.Equal(0.75f, one[0], 1e-6f);
        Assert.Equal([1, 0], one[1..]);
    }

    [Fact]
    public void Softmax_is_PyTorchs_for_each_photo_of_a_batch()
    {
        var pytorch = new GoldenArrays("inference/inference");
        float[] twice = [.. pytorch.Read<float>("classes.logits"), .. pytorch.Read<float>("classes.logits")];

        Probabilities.Softmax(twice, 5, 12 * 17);

        var expected = pytorch.Read<float>("classes.probabilities");
        Assert.All(twice.Zip(expected.Concat(expected)), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void Logits_do_not_pass_for_probabilities()
    {
        Probabilities.Activate(Activation.None, [0, 0.5f, 1.0005f], 1, 3, "m.onnx");
        string Error(params float[] values) =>
            Assert.Throws<ModelException>(() => Probabilities.Activate(Activation.None, values, 1, values.Length, "m.onnx")).Message;
        Assert.Equal("m.onnx makes numbers from -12.5 to 3, not probabilities: use the activation sigmoid", Error(-12.5f, 3));
        Assert.Contains("from 0 to 1.5", Error(0.2f, 1.5f));
        Assert.Contains("NaN", Error(0.2f, float.NaN));
    }
}
