namespace Cutline.Imaging.Tests;

/// <summary>The files of tests/golden/photos, by the make.py beside them.</summary>
internal static class GoldenPhoto
{
    private static readonly string Folder = Find();

    internal static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "tests", "golden", "photos");
            if (Directory.Exists(folder)) return folder;
        }

        throw new DirectoryNotFoundException("tests/golden/photos is not above the tests");
    }
}
