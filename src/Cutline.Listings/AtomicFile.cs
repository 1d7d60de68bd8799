namespace Cutline.Listings;

/// <summary>Writes a file at once or not at all: beside it under a temporary name, to the disk, then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>The ending of a file that is being written. One that its writer left behind may be deleted.</summary>
    internal const string Ending = ".tmp";

    /// <exception cref="IOException">It cannot be written; what stood there before still does.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    internal static void Write(string path, Action<Stream> body) => WriteAsync(path, file =>
    {
        body(file);
        return Task.CompletedTask;
    }).GetAwaiter().GetResult(); // of a body that does not wait, nor does this

    /// <inheritdoc cref="Write"/>
    internal static async Task WriteAsync(string path, Func<Stream, Task> body)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}{Ending}";
        var created = false;
        try
        {
            var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
            await using (file.ConfigureAwait(false))
            {
                created = true;
                await body(file).ConfigureAwait(false);
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
