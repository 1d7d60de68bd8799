using Cutline.Training.Checkpoints;
using Cutline.Training.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Encoders;

public sealed class EncoderWeightsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TemporaryFolder folder = new();
    private readonly Encoder encoder = EncoderRegistry.Make("mobilenet_v2");

    private string At => folder.At("weights.pth");

    [Fact]
    public void Files_without_counters_of_batches_load()
    {
        var state = State();
        foreach (var name in state.Keys.Where(n => n.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToArray()) state
            .Remove(name);
        state["features.0.0.weight"] = full([32, 3, 3, 3], 0.25f);
        PyTorchFile.Write(At, state);

        EncoderWeights.Load(encoder, At);

        Assert.All(encoder.state_dict()["features.0.0.weight"].ToArray<float>(), v => Assert.Equal(0.25f, v));
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("model.backbone.")]
    [InlineData("encoder.")]
    public void A_prefix_of_all_names_is_taken_off_and_the_rest_of_a_whole_model_left_out(string prefix)
    {
        var state = State().ToDictionary(t => prefix + t.Key, t => t.Value);
        state[prefix + "features.0.0.weight"] = full([32, 3, 3, 3], 0.25f);
        state[prefix + "classifier.1.weight"] = zeros(10, 1280);
        state["decoder.0.weight"] = zeros(4);
        PyTorchFile.Write(At, state);

        EncoderWeights.Load(encoder, At);

        Assert.All(encoder.state_dict()["features.0.0.weight"].ToArray<float>(), v => Assert.Equal(0.25f, v));
    }

    [Fact]
    public void Two_of_the_same_encoder_are_refused()
    {
        var state = State().SelectMany(t => (IEnumerable<(string, Tensor)>)[("student." + t.Key, t.Value), ("teacher." + t.Key, t.Value)])
            .ToDictionary(t => t.Item1, t => t.Item2);
        Refused(state, "holds this encoder 2 times, behind student. and teacher.: save the tensors of one of them");
    }

    [Fact]
    public void The_classifier_is_left_out_and_anything_else_too_much_is_named()
    {
        var state = State();
        state["classifier.1.weight"] = zeros(10, 1280);
        state["features.18.0.weight"] = zeros(1280, 320, 1, 1);
        PyTorchFile.Write(At, state);
        EncoderWeights.Load(encoder, At);

        state["features.19.weight"] = zeros(1);
        Refused(state, "features.19.weight is unknown");
    }

    [Fact]
    public void A_number_that_is_none_is_named_with_its_tensor()
    {
        var state = State();
        state["features.3.conv.2.weight"][0, 0, 0, 0] = float.NaN;
        PyTorchFile.Write(At, state);

        var refused = Assert.Throws<CheckpointException>(() => EncoderWeights.Load(encoder, At)).Message;
        Assert.StartsWith($"{At} has NaN (not a number) in features.3.conv.2.weight:", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var state = State();
        state.Remove("features.3.conv.2.weight");
        Refused(state, "features.3.conv.2.weight is missing");
    }

    [Fact]
    public void Another_shape_is_named()
    {
        var state = State();
        state["features.0.0.weight"] = zeros(32, 1, 3, 3);
        Refused(state, "features.0.0.weight is (32, 1, 3, 3), the model has (32, 3, 3, 3)");
    }

    [Fact]
    public void Another_network_says_so_with_the_repair()
    {
        using var other = EncoderRegistry.Make("resnet18");
        Refused(other.state_dict(), "use a file of torchvision's model of the same name");
    }

    [Fact]
    public void No_file_and_no_weights_are_one_line()
    {
        Assert.DoesNotContain('\n', Assert.Throws<CheckpointException>(() => EncoderWeights.Load(encoder, At)).Message);
        File.WriteAllText(folder.At("text.safetensors"), "nothing of the kind");
        Assert.DoesNotContain('\n',
            Assert.Throws<CheckpointException>(() => EncoderWeights.Load(encoder, folder.At("text.safetensors"))).Message);
    }

    public void Dispose()
    {
        encoder.Dispose();
        folder.Dispose();
        scope.Dispose();
    }

    private Dictionary<string, Tensor> State() => encoder.state_dict().ToDictionary(t => t.Key, t => t.Value.detach());

    private void Refused(IReadOnlyDictionary<string, Tensor> state, string named)
    {
        PyTorchFile.Write(At, state);
        var before = encoder.state_dict()["features.0.0.weight"].ToArray<float>();
        var message = Assert.Throws<CheckpointException>(() => EncoderWeights.Load(encoder, At)).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Equal(before, encoder.state_dict()["features.0.0.weight"].ToArray<float>());
    }
}
