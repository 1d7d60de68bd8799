namespace Cutline.Listings;

/// <summary>Writes a file at once or not at all: beside it under a temporary name, to the disk, then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>The ending of a file that is being written. One that its writer left behind may be deleted.</summary>
    internal const string Ending = ".tmp";

    /// <exception cref="IOException">It cannot be written; what stood there before still does.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    internal static void Write(string path, Action<Stream> body)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}{Ending}";
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
        finally
        {
            if (created) File.Delete(temporary);
        }
    }
}
