using System.Diagnostics;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;

namespace Cutline.Segmentation.Tests.Datasets;

/// <summary>Pipes among the files of a dataset, which a reader would wait for without end.</summary>
public sealed class PipesTests
{
    [Theory]
    [InlineData("classes.json")]
    [InlineData("annotations.json")]
    [InlineData("_annotations.coco.json")]
    public async Task A_pipe_is_refused(string name)
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        foreach (var part in (string[])["images", "masks"]) Directory.CreateDirectory(folder.At(part));
        using (var photo = Photo.FromPixels(new byte[12], 2, 2, PixelFormat.Rgb)) photo.Save(folder.At("images", "a.png"));
        using (var mask = Photo.FromPixels(new byte[4], 2, 2, PixelFormat.Grey)) mask.Save(folder.At("masks", "a.png"));
        using (var made = Process.Start("mkfifo", [folder.At(name)])) await made.WaitForExitAsync();

        var opening = Task.Run(() => DatasetLocator.Open(folder.Path).Dispose());
        var error = await Assert.ThrowsAsync<DatasetException>(() => opening.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains(RegularFile.Refusal, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_nothing_is_missing_and_no_pipe()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.At("link.jpg"), folder.At("gone.jpg"));
        Assert.True(RegularFile.Is(folder.At("link.jpg")));
        Assert.DoesNotContain(
            RegularFile.Refusal, Assert.Throws<PhotoException>(() => Photo.Load(folder.At("link.jpg"))).Message, StringComparison.Ordinal);
    }
}
