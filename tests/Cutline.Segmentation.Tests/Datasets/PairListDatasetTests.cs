using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;

namespace Cutline.Segmentation.Tests.Datasets;

public sealed class PairListDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PairListDatasetTests()
    {
        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car"] }""");
        foreach (var name in new[] { "a.png", "b, c.png" })
        {
            using var rgb = Photo.FromPixels(new byte[6], 2, 1, PixelFormat.Rgb);
            rgb.Save(folder.At(name));
        }

        using var grey = Photo.FromPixels([0, 1], 2, 1, PixelFormat.Grey);
        grey.Save(folder.At("mask.png"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_is_pairs_and_parts()
    {
        Write("\uFEFFphoto,mask,part\r\na.png,mask.png,train\r\n\"b, c.png\",mask.png,validation\r\n");
        using var data = DatasetLocator.Open(folder.Path);

        Assert.IsType<PairListDataset>(data);
        Assert.Equal(["a", "b, c"], data.Samples.Select(s => s.Name));
        Assert.Equal([1], data.GivenSplit!.Val);
        Assert.Empty(data.Validate());
        using var mask = data.LoadMask(1);
        Assert.Equal([0, 1], mask.Pixels.ToArray());
        using var named = DatasetLocator.Open(folder.At("pairs.csv"));
        Assert.Equal(2, named.Samples.Count);
    }

    [Fact]
    public void Fields_are_read_as_RFC_4180_says_and_trimmed()
    {
        Write("photo,mask\n\n \"x \"\"1\"\".png\" , mask.png \n   \na.png,\"mask.png\"");
        using var data = DatasetLocator.Open(folder.Path);

        Assert.Equal(["a", "x \"1\""], data.Samples.Select(s => s.Name));
        Assert.Null(data.GivenSplit);
    }

    [Theory]
    [InlineData("a.png,mask.png\n", "does not begin with the line photo,mask")]
    [InlineData("photo,mask\na.png\n", "line 2: does not have the 2 fields")]
    [InlineData("photo,mask\n\"a.png,mask.png\n", "line 2: does not have the 2 fields")]
    [InlineData("photo,mask\na\"b.png,mask.png\n", "line 2: does not have the 2 fields")]
    [InlineData("photo,mask\n\"a.png\"x,mask.png\n", "line 2: does not have the 2 fields")]
    [InlineData("photo,mask\n\"a.png,mask.png\nb.png\",\"mask.png\"\n", "line 2: does not have the 2 fields")]
    [InlineData("photo,mask\na.png,mask.png,train\n", "line 2: does not have the 2 fields")]
    [InlineData("photo,mask\n\na.png,mask.png\n\nb.png\n", "line 5: does not have the 2 fields")]
    [InlineData("", "does not begin with the line photo,mask")]
    [InlineData("photo,mask,part\na.png,mask.png,holdout\n", "write train, val or test")]
    [InlineData("photo,mask\na.png,mask.png\na.png,mask.png\n", "list each photo once")]
    [InlineData("photo,mask\n../a.png,mask.png\n", "without '..'")]
    [InlineData("photo,mask\na.png,x/../../mask.png\n", "without '..'")]
    [InlineData("photo,mask\na.png,..\\mask.png\n", "without '..'")]
    [InlineData("photo,mask\n/etc/passwd,mask.png\n", "not a file below its folder")]
    [InlineData("photo,mask\n,mask.png\n", "not a file below its folder")]
    public void A_wrong_line_is_named(string text, string said)
    {
        Write(text);
        var message = Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.Path)).Message;
        Assert.Contains(said, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_missing_file_or_class_list_is_said_to_be()
    {
        Write("photo,mask\nnone.png,mask.png\n");
        using (var data = DatasetLocator.Open(folder.Path)) Assert.Equal("none.png", Assert.Single(data.Validate()).File);
        File.Delete(folder.At("classes.json"));
        Assert.Contains(
            "add classes.json there, or name such a file in Classes",
            Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.Path)).Message);
    }

    private void Write(string text) => File.WriteAllText(folder.At("pairs.csv"), text);
}
