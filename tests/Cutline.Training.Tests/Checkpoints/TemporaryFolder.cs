namespace Cutline.Training.Tests.Checkpoints;

/// <summary>A folder of its own for a test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("cutline-test-").FullName;

    public string At(string name) => Path.Combine(path, name);

    /// <summary>A file of these bytes.</summary>
    public string Put(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    public string[] Names() => [.. Directory.GetFileSystemEntries(path).Select(p => Path.GetFileName(p))];

    public void Dispose() => Directory.Delete(path, recursive: true);
}
