namespace Cutline.Training.Checkpoints;

/// <summary>Writes a file at once or not at all: beside it under a temporary name, to the disk, then renamed.</summary>
internal static class AtomicFile
{
    /// <exception cref="CheckpointException">The file cannot be written; what stood there before still does.</exception>
    internal static void Write(string path, Action<Stream> body)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var created = false;
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                created = true;
                body(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            created = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CheckpointException($"{path} cannot be written ({e.Message}): name a place with room that you may write to", e);
        }
        finally
        {
            if (created) File.Delete(temporary);
        }
    }
}
