using Cutline.Imaging;

namespace Cutline.Training.Checkpoints;

/// <summary>Writes a checkpoint's file, all or nothing.</summary>
internal static class CheckpointStream
{
    /// <exception cref="CheckpointException">The file cannot be written; the file that was there is unchanged.</exception>
    internal static void Write(string path, Action<Stream> body)
    {
        try
        {
            AtomicFile.Write(path, body);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CheckpointException($"{path} cannot be written ({e.Message}): name a place with room that you may write to", e);
        }
    }
}
