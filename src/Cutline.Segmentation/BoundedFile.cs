using System.Text;
using Cutline.Imaging;

namespace Cutline.Segmentation;

/// <summary>Reads whole files of a dataset, up to a size.</summary>
internal static class BoundedFile
{
    /// <summary>The content of a file.</summary>
    /// <param name="root">The folder that <paramref name="path"/> is relative to; messages leave it out.</param>
    /// <param name="path">The file, relative to <paramref name="root"/>.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <exception cref="DatasetException">The file cannot be read, or is longer than <paramref name="limit"/>.</exception>
    public static byte[] Read(string root, string path, long limit)
    {
        try
        {
            var file = new FileInfo(Path.Combine(root, path));
            CheckKind(file.FullName, path);
            return file.Length <= limit
                ? File.ReadAllBytes(file.FullName)
                : throw new DatasetException(new DataProblem(path, $"is longer than {limit >> 20} MiB", "replace it with a smaller one"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem(path, "cannot be read", $"check that it exists and may be read ({e.Message})"), e);
        }
    }

    /// <summary>Refuses what is no file, and could be read without end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">As messages call it.</param>
    /// <exception cref="DatasetException">It is a pipe, a socket or a device.</exception>
    public static void CheckKind(string path, string name)
    {
        if (!RegularFile.Is(path)) throw new DatasetException(new DataProblem(name, RegularFile.Refusal, "remove it"));
    }

    /// <summary>The content of a text in UTF-8, without the byte order mark that Windows' editors begin it with.</summary>
    /// <inheritdoc cref="Read"/>
    public static string ReadText(string root, string path, long limit) => Text(Read(root, path, limit));

    /// <summary>The text that bytes in UTF-8 are, without a byte order mark.</summary>
    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\ufeff');
}
