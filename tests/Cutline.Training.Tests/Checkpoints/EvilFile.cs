using Cutline.Training.Checkpoints;
using Cutline.Training.Checkpoints.Pickles;
using Cutline.Training.Checkpoints.Zip;

namespace Cutline.Training.Tests.Checkpoints;

/// <summary>Files in torch.save's format around pickles that torch.save would not write.</summary>
internal static class EvilFile
{
    /// <summary>A file of this pickle, with one storage, 0, of these bytes.</summary>
    internal static byte[] Around(ReadOnlySpan<byte> pickle, ReadOnlySpan<byte> storage = default)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipFileWriter(buffer))
        {
            zip.Add("archive/data.pkl", pickle);
            zip.Add("archive/data/0", storage);
            zip.Add("archive/version", "3\n"u8);
        }

        return buffer.ToArray();
    }

    /// <summary>A pickle of {name: tensor}, each a view of storage 0 of so many floats.</summary>
    internal static byte[] Views(long elements, params (long Offset, long[] Shape, long[] Strides)[] views)
    {
        using var pickle = new PickleWriter();
        pickle.Emit(PickleOpcode.EmptyDict, PickleOpcode.Mark);
        foreach (var (i, (offset, shape, strides)) in views.Index())
            pickle.Text($"view{i}").Global("torch._utils", "_rebuild_tensor_v2").Emit(PickleOpcode.Mark, PickleOpcode.Mark)
                .Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Integer(elements)
                .Emit(PickleOpcode.Tuple, PickleOpcode.PersistentId).Integer(offset).Integers(shape).Integers(strides)
                .Emit(PickleOpcode.False, PickleOpcode.None, PickleOpcode.Tuple, PickleOpcode.Reduce);
        return pickle.Emit(PickleOpcode.SetItems).Stop();
    }

    /// <summary>The message with which such a file is refused.</summary>
    internal static string Error(TemporaryFolder folder, ReadOnlySpan<byte> file)
    {
        var path = folder.Put("evil.pt", file);
        var e = Assert.Throws<CheckpointException>(() => PyTorchFile.Read(path));
        Assert.StartsWith($"{path} ", e.Message);
        Assert.DoesNotContain('\n', e.Message);
        return e.Message;
    }
}
