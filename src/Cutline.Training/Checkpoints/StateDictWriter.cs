using System.Globalization;
using Cutline.Training.Checkpoints.Zip;

namespace Cutline.Training.Checkpoints;

/// <summary>Writes a state dict in the zip format of PyTorch 1.6 and later.</summary>
internal static class StateDictWriter
{
    /// <summary>Writes tensors, all or nothing; one that occurs under two names is stored once.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    internal static void Write(string path, IReadOnlyList<(string Name, TensorSource Tensor)> tensors)
    {
        Dictionary<TensorSource, string> keys = [];
        foreach (var (_, tensor) in tensors) keys.TryAdd(tensor, keys.Count.ToString(CultureInfo.InvariantCulture));
        CheckpointStream.Write(path, file =>
        {
            using var zip = new ZipFileWriter(file);
            var pickle = StateDictPickle.Write(tensors.Select(t => (t.Name, t.Tensor.Info, keys[t.Tensor])));
            zip.Add("archive/" + ZipTorchArchive.Pickle, pickle);
            zip.Add("archive/" + ZipTorchArchive.ByteOrder, "little"u8);
            foreach (var (tensor, key) in keys)
                zip.Add($"archive/{ZipTorchArchive.Data}{key}", tensor.Bytes(path, tensors.First(t => t.Tensor == tensor).Name));
            zip.Add("archive/" + ZipTorchArchive.Version, "3\n"u8);
        });
    }
}
