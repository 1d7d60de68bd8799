using static TorchSharp.torch;

namespace Cutline.Training.Checkpoints;

/// <summary>Reads and writes safetensors files of TorchSharp tensors.</summary>
public static class SafeTensors
{
    /// <summary>Opens a file and checks its header; the tensors are read from the memory-mapped file when asked for.</summary>
    /// <exception cref="CheckpointException">The file is missing, no safetensors file, or damaged.</exception>
    public static SafeTensorsFile Open(string path) => new(path);

    /// <summary>
    /// Writes tensors from any device, all or nothing: a crash leaves the file that was there. The same weights make the same file.
    /// </summary>
    /// <param name="metadata">Texts that describe the file.</param>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafeTensorsWriter.Write(path, tensors.ToDictionary(t => t.Key, t => t.Value.ToSource()), metadata);
}
