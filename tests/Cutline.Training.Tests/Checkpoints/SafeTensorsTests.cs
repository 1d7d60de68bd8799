using Cutline.Training.Checkpoints;
using Cutline.Training.Checkpoints.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Checkpoints;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void Every_type_shape_and_the_metadata_come_back()
    {
        var tensors = Weights.OfEveryType();
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["note"] = "Größe \"1\"\n" };
        SafeTensors.Write(folder.At("a.safetensors"), tensors, metadata);

        using var file = SafeTensors.Open(folder.At("a.safetensors"));
        Assert.Equal(metadata, file.Metadata);
        var info = file.Describe("int16");
        Assert.Equal(ElementType.I16, info.Type);
        Assert.Equal([2, 3], info.Shape);
        Assert.Equal(12, info.ByteCount);
        Weights.AssertSame(tensors, file.ReadAll());
    }

    [Fact]
    public void Views_are_written_dense_and_in_order()
    {
        var matrix = tensor((float[])[0, 1, 2, 3, 4, 5], [2, 3]);
        SafeTensors.Write(folder.At("a.safetensors"), new Dictionary<string, Tensor> { ["t"] = matrix.permute(1, 0) });
        using var file = SafeTensors.Open(folder.At("a.safetensors"));
        Assert.Equal([0, 3, 1, 4, 2, 5], file.Read("t").ToArray<float>());
    }

    [Fact]
    public void A_prefix_selects_and_is_taken_off()
    {
        var one = ones([1]);
        SafeTensors.Write(
            folder.At("a.safetensors"), new Dictionary<string, Tensor> { ["model.w"] = one, ["model.b"] = one, ["optimizer.w"] = one });
        using var file = SafeTensors.Open(folder.At("a.safetensors"));
        Assert.Equal(["b", "w"], file.ReadAll("model.").Keys.Order());
    }

    [Fact]
    public void The_same_weights_make_the_same_file_and_each_tensor_is_aligned()
    {
        var tensors = Weights.OfEveryType();
        SafeTensors.Write(folder.At("a"), tensors);
        SafeTensors.Write(folder.At("b"), tensors.Reverse().ToDictionary());
        Assert.Equal(File.ReadAllBytes(folder.At("a")), File.ReadAllBytes(folder.At("b")));

        using var file = new MappedFile(folder.At("a"));
        var header = SafeTensorsHeader.Read(file);
        Assert.All(header.Entries.Values, e => Assert.Equal(0, (header.DataStart + e.Begin) % e.Info.Type.Size()));
    }

    [Fact]
    public void Writing_replaces_a_file_that_is_open_and_leaves_nothing_beside_it()
    {
        var path = folder.At("a.safetensors");
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["t"] = full([4], 1) });
        using var before = SafeTensors.Open(path);
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["t"] = full([4], 2) });
        using var after = SafeTensors.Open(path);

        Assert.Equal([1, 1, 1, 1], before.Read("t").ToArray<float>());
        Assert.Equal([2, 2, 2, 2], after.Read("t").ToArray<float>());
        Assert.Equal(["a.safetensors"], folder.Names());
    }

    [Fact]
    public void A_write_that_fails_leaves_the_file_before_it()
    {
        var path = folder.At("a.safetensors");
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["t"] = full([4], 1) });
        var released = ones([2]);
        released.Dispose();
        Assert.ThrowsAny<Exception>(() => SafeTensors.Write(path, new Dictionary<string, Tensor> { ["t"] = released }));
        Assert.Throws<CheckpointException>(() => CheckpointStream.Write(path, _ => throw new IOException("no space left")));
        using var file = SafeTensors.Open(path);
        Assert.Equal([1, 1, 1, 1], file.Read("t").ToArray<float>());
        Assert.Equal(["a.safetensors"], folder.Names());
    }

    [Fact]
    public void Errors_name_the_file_the_cause_and_the_repair()
    {
        var e = Assert.Throws<CheckpointException>(() => SafeTensors.Open(folder.At("none")));
        Assert.Equal($"{folder.At("none")} does not exist: check the path", e.Message);

        e = Assert.Throws<CheckpointException>(() => SafeTensors.Open(folder.At("")));
        Assert.StartsWith($"{folder.At("")} is a folder: name a file", e.Message);

        e = Assert.Throws<CheckpointException>(() => SafeTensors.Write(folder.At("no/where"), new Dictionary<string, Tensor>()));
        Assert.StartsWith($"{folder.At("no/where")} cannot be written (", e.Message);

        e = Assert.Throws<CheckpointException>(
            () => SafeTensors.Write(folder.At("a"), new Dictionary<string, Tensor> { ["__metadata__"] = ones([1]) }));
        Assert.Contains("rename that tensor", e.Message);

        SafeTensors.Write(folder.At("a"), new Dictionary<string, Tensor> { ["weight"] = ones([1]) });
        using var file = SafeTensors.Open(folder.At("a"));
        e = Assert.Throws<CheckpointException>(() => file.Read("wieght"));
        Assert.Equal($"{folder.At("a")} holds no tensor named wieght: it has weight", e.Message);
    }

    [Fact]
    public void One_wrong_bit_anywhere_is_told()
    {
        var path = folder.At("a.safetensors");
        SafeTensors.Write(
            path, new Dictionary<string, Tensor> { ["w"] = tensor((float[])[1, 2, 3]), ["n"] = ones([1], ScalarType.Int64) },
            new Dictionary<string, string> { ["epoch"] = "12", ["note"] = "Größe" });
        var whole = File.ReadAllBytes(path);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllBytes(path, bytes);
            var e = Record.Exception(() => SafeTensors.Open(path).Dispose());
            Assert.True(e is CheckpointException, $"bit {bit % 8} of byte {bit / 8}: {e?.Message ?? "not noticed"}");
        }
    }

    [Fact]
    public void A_checksum_is_of_this_file_and_no_text_of_others()
    {
        var path = folder.At("a.safetensors");
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["w"] = ones([2]) }, new Dictionary<string, string>
        {
            ["cutline.checksum"] = "of a file before", ["note"] = "\"cutline.checksum\":\"xxh3:0\"",
        });
        using var file = SafeTensors.Open(path);
        Assert.Equal(["note"], file.Metadata.Keys);
    }

    [Fact]
    public void A_file_cut_short_while_open_is_noticed()
    {
        var path = folder.At("a.safetensors");
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["t"] = ones([10_000]) });
        using var file = SafeTensors.Open(path);
        using (var cut = new FileStream(path, FileMode.Open)) cut.SetLength(200);
        var e = Assert.Throws<CheckpointException>(() => file.Read("t"));
        Assert.Contains("cut short", e.Message);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }
}
