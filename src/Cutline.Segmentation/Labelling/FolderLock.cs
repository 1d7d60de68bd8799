using System.Globalization;

namespace Cutline.Segmentation.Labelling;

/// <summary>Keeps other processes from the same work in a folder until it is disposed, or its process ends in any way.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;
    private readonly string owner;

    private FolderLock(FileStream file, string owner) => (this.file, this.owner) = (file, owner);

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">It exists.</param>
    /// <param name="name">Of the lock.</param>
    /// <param name="command">What does the work, as it is typed.</param>
    /// <exception cref="IOException">Another process has it, which the message names.</exception>
    public static FolderLock Take(string folder, string name, string command)
    {
        var owner = Path.Combine(folder, $".{name}.process"); // beside the lock, which nobody else can read while it is held
        try
        {
            var file = new FileStream(
                Path.Combine(folder, $".{name}.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose);
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file, owner);
        }
        catch (IOException e) when (File.Exists(owner))
        {
            throw new IOException(
                $"{folder} is in use by {command} (process {File.ReadAllText(owner)}): wait until that ends, or stop it", e);
        }
    }

    public void Dispose()
    {
        File.Delete(owner);
        file.Dispose();
    }
}
