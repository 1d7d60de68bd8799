using System.Security.Cryptography;
using System.Text;
using Cutline.Imaging;

namespace Cutline.Listings.Storage;

/// <summary>
/// The files of a listing. Their names on disk are the store's own: 32 upper-case hexadecimal digits of the hash of a file's name, with
/// <c>.file</c> for its content and <c>.name</c> for that name, without which the content counts as none. Files of earlier versions, which
/// are named as clients named them, are read until they are replaced.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class AttachmentFolder(string path)
{
    private const string ContentEnding = ".file", NameEnding = ".name";
    private const int HashBytes = 16;

    /// <summary>The path of a file's content, which need not exist.</summary>
    internal string Find(string name) => File.Exists(Own(name, NameEnding)) ? Own(name, ContentEnding) : Earlier(name);

    /// <summary>All files, by name.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    internal IReadOnlyList<Attachment> All()
    {
        var files = new DirectoryInfo(path).EnumerateFiles().ToDictionary(file => file.Name);
        var all = new SortedDictionary<string, Attachment>(StringComparer.Ordinal);
        foreach (var file in files.Values.Where(file => AttachmentName.IsValid(file.Name))) all[file.Name] = new(file.Name, file.Length);
        foreach (var file in files.Values.Where(file => file.Name.EndsWith(NameEnding, StringComparison.Ordinal)))
            if (files.TryGetValue(Path.ChangeExtension(file.Name, ContentEnding), out var content) && Named(file) is { } name)
                all[name] = new(name, content.Length);
        return [.. all.Values];
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <inheritdoc cref="AtomicFile.WriteAsync(string, Func{Stream, Task}, CancellationToken)" path="/exception"/>
    internal async Task WriteAsync(string name, Func<Stream, Task> write, CancellationToken cancel)
    {
        await AtomicFile.WriteAsync(Own(name, ContentEnding), write, cancel).ConfigureAwait(false);
        if (!File.Exists(Own(name, NameEnding))) AtomicFile.Write(Own(name, NameEnding), Encoding.ASCII.GetBytes(name));
        File.Delete(Earlier(name));
    }

    /// <summary>Deletes a file.</summary>
    internal void Delete(string name)
    {
        foreach (var file in (string[])[Earlier(name), Own(name, NameEnding), Own(name, ContentEnding)]) File.Delete(file);
        AtomicFile.SyncFolder(path);
    }

    /// <summary>Copies all files into another folder.</summary>
    internal void CopyTo(AttachmentFolder other)
    {
        foreach (var attachment in All())
        {
            using var from = File.OpenRead(Find(attachment.Name));
            AtomicFile.Write(other.Own(attachment.Name, ContentEnding), from.CopyTo);
            AtomicFile.Write(other.Own(attachment.Name, NameEnding), Encoding.ASCII.GetBytes(attachment.Name));
        }
    }

    /// <summary>The name that a file holds; null where it is none, or another file's.</summary>
    private string? Named(FileInfo file)
    {
        var name = file.Length <= AttachmentName.Longest ? File.ReadAllText(file.FullName) : "";
        return AttachmentName.IsValid(name) && Own(name, NameEnding) == file.FullName ? name : null;
    }

    private string Own(string name, string ending) =>
        Path.Combine(path, Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(name)).AsSpan(0, HashBytes)) + ending);

    private string Earlier(string name) => Path.Combine(path, name);
}
