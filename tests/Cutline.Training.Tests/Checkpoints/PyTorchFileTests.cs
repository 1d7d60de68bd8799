using Cutline.Training.Checkpoints;
using Cutline.Training.Checkpoints.Pickles;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Checkpoints;

public sealed class PyTorchFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData("dtypes.pt")]
    [InlineData("protocol4.pt")]
    [InlineData("protocol5.pt")]
    [InlineData("views.pt")]
    [InlineData("legacy.pt")]
    [InlineData("shared.pt")]
    [InlineData("module.pt")]
    [InlineData("parameter.pt")]
    [InlineData("nested.pt")]
    [InlineData("unusual.pt")]
    public void What_torch_saved_is_read(string name)
    {
        var expected = Golden.Expected()[name];
        var tensors = PyTorchFile.Read(Golden.At(name));
        Assert.Equal(expected.Keys, tensors.Keys);
        foreach (var (key, tensor) in tensors) expected[key].AssertEqual(key, tensor);
    }

    [Fact]
    public void Every_type_and_shape_comes_back()
    {
        var tensors = Weights.OfEveryType();
        PyTorchFile.Write(folder.At("a.pt"), tensors);
        Weights.AssertSame(tensors, PyTorchFile.Read(folder.At("a.pt")));
        Assert.Equal(["a.pt"], folder.Names());
    }

    [Fact]
    public void A_dict_is_chosen_by_name_where_there_are_several()
    {
        var e = Assert.Throws<CheckpointException>(() => PyTorchFile.Read(Golden.At("several.pt")));
        Assert.EndsWith("holds several sets of tensors: say which, one of student, teacher", e.Message);
        Assert.Equal(Golden.Expected()["module.pt"].Keys, PyTorchFile.Read(Golden.At("several.pt"), "teacher").Keys);
        Assert.Equal(Golden.Expected()["views.pt"].Keys, PyTorchFile.Read(Golden.At("unusual.pt"), "run.weights").Keys);

        e = Assert.Throws<CheckpointException>(() => PyTorchFile.Read(Golden.At("several.pt"), "ema"));
        Assert.EndsWith("holds no tensors under ema: say one of student, teacher", e.Message);
    }

    [Theory]
    [InlineData("state_dict")]
    [InlineData("model_state_dict")]
    [InlineData("model")]
    public void The_usual_wrappers_are_looked_into(string wrapper)
    {
        byte[] inner = EvilFile.Views(2, (0, [2], [1]));
        using var pickle = new PickleWriter();
        var start = pickle.Emit(PickleOpcode.EmptyDict).Text(wrapper).Stop();
        byte[] outer = [.. start[..^1], .. inner[2..^1], (byte)PickleOpcode.SetItem, (byte)PickleOpcode.Stop];
        Assert.Equal(["view0"], PyTorchFile.Read(folder.Put("a.pt", EvilFile.Around(outer, new byte[8]))).Keys);
    }

    [Fact]
    public void What_is_read_has_memory_of_its_own()
    {
        var tensors = PyTorchFile.Read(Golden.At("shared.pt"));
        tensors["encoder.weight"].fill_(9);
        Assert.Equal([0, 2, 4, 1, 3, 5], tensors["decoder.transposed"].ToArray<float>());
        Assert.Equal([0, 1, 2, 3, 4, 5], tensors["decoder.weight"].ToArray<float>());
    }

    [Theory]
    [InlineData("system.pt", "system")]
    [InlineData("program.pt", "torch.nn.modules.container.Sequential")]
    public void A_file_that_asks_for_more_than_tensors_is_refused_by_name(string name, string asked)
    {
        var e = Assert.Throws<CheckpointException>(() => PyTorchFile.Read(Golden.At(name)));
        Assert.Contains(asked, e.Message);
        Assert.EndsWith("which is no part of a state dict and is not run here: save only model.state_dict() in PyTorch", e.Message);
    }

    [Fact]
    public void Other_files_are_recognised()
    {
        Assert.EndsWith("does not exist: check the path", Error(folder.At("none.pt")));
        Assert.Contains("is no PyTorch file: name one", Error(folder.Put("empty.pt", [])));
        Assert.Contains("is no PyTorch file: name one", Error(folder.Put("text.pt", "hello, this is text"u8)));
        Assert.Contains("broke off", Error(folder.Put("half.pt", File.ReadAllBytes(Golden.At("nested.pt")).AsSpan(0, 3000))));
        SafeTensors.Write(folder.At("a.pt"), Weights.OfEveryType());
        Assert.Contains("open it as that", Error(folder.At("a.pt")));

        static string Error(string path) => Assert.Throws<CheckpointException>(() => PyTorchFile.Read(path)).Message;
    }

    [Fact]
    public void A_flipped_bit_is_noticed()
    {
        var bytes = File.ReadAllBytes(Golden.At("dtypes.pt"));
        var at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]); // 1f, 2f
        bytes[at] ^= 1;
        var e = Assert.Throws<CheckpointException>(() => PyTorchFile.Read(folder.Put("a.pt", bytes)));
        Assert.Contains("the checksum of dtypes/data/", e.Message);
    }

    [Fact]
    public void The_same_weights_make_the_same_file_and_each_tensor_begins_a_cache_line()
    {
        var tensors = Weights.OfEveryType();
        PyTorchFile.Write(folder.At("a"), tensors);
        PyTorchFile.Write(folder.At("b"), tensors);
        var bytes = File.ReadAllBytes(folder.At("a"));
        Assert.Equal(bytes, File.ReadAllBytes(folder.At("b")));
        Assert.Equal(0, bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]) % 64);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }
}
