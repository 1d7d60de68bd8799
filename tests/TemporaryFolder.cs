namespace Cutline.Tests;

/// <summary>A folder of its own for a test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cutline-test-").FullName;

    public string At(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>A file of these bytes.</summary>
    public string Put(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    public string[] Names() => [.. Directory.GetFileSystemEntries(Path).Select(p => System.IO.Path.GetFileName(p))];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
