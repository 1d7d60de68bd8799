namespace Cutline.Imaging.Tests;

/// <summary>The files of tests/golden/photos, by the make.py beside them.</summary>
internal static class GoldenPhoto
{
    private static readonly string Folder = RepositoryPaths.Find("tests/golden/photos");

    internal static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
