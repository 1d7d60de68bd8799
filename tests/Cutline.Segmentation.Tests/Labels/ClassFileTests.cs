using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Tests.Labels;

public sealed class ClassFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Names_alone_are_enough()
    {
        var labels = Read("""{ "classes": ["background", "wheel", "window"] }""");

        Assert.Equal(["background", "wheel", "window"], labels.Classes.Classes.Select(c => c.Name));
        (byte, byte, byte)[] pascal = [(0, 0, 0), (128, 0, 0), (0, 128, 0)];
        Assert.Equal(pascal, labels.Classes.Classes.Select(c => c.Colour));
        using var mask = Photo.FromPixels([0, 1, 2, 255, 7, 7], 6, 1, PixelFormat.Grey);
        using var reading = labels.OfValues(mask);
        Assert.Equal([0, 1, 2, 255, 255, 255], reading.Indices.Pixels.ToArray());
        Assert.Equal([new UnknownLabel("7", 2)], reading.UnknownLabels);
    }

    [Fact]
    public void Marks_commas_and_comments_of_editors_are_passed_over()
    {
        var path = folder.At("marked.json");
        File.WriteAllText(path, "{ \"classes\": [\"background\", \"wheel\", /* round */], }", new System.Text.UTF8Encoding(true));
        Assert.Equal(["background", "wheel"], ClassFile.Read(path).Classes.Classes.Select(c => c.Name));
    }

    [Fact]
    public void Values_and_colours_are_mapped_as_listed()
    {
        var labels = Read("""
            { "classes": [ { "name": "road", "colour": "#804080", "values": [7, 8] },
                           { "name": "car", "colour": [0, 0, 142], "values": [26], "maskColours": ["#00008e", "#000046"] } ],
              "void": { "values": [0, 255], "colours": ["#ffffff"] } }
            """);

        Assert.True(labels.PaletteByColour);
        using var values = Photo.FromPixels([7, 8, 26, 0, 255, 1], 6, 1, PixelFormat.Grey);
        using var ofValues = labels.OfValues(values);
        Assert.Equal([0, 0, 1, 255, 255, 255], ofValues.Indices.Pixels.ToArray());
        Assert.Equal("1", Assert.Single(ofValues.UnknownLabels).Value);

        using var colours = Photo.FromPixels([128, 64, 128, 0, 0, 142, 0, 0, 70, 255, 255, 255, 1, 2, 3, 1, 2, 3], 6, 1, PixelFormat.Rgb);
        using var ofColours = labels.OfColours(colours);
        Assert.Equal([0, 1, 1, 255, 255, 255], ofColours.Indices.Pixels.ToArray());
        Assert.Equal([new UnknownLabel("#010203", 2)], ofColours.UnknownLabels);
    }

    [Fact]
    public void A_palette_is_read_by_index_unless_colours_are_listed_and_a_grey_png_by_value()
    {
        var file = PngFile.OfPalette([0, 1, 1, 0], 4, 8, _ => 0, (200, 0, 0), (0, 200, 0));
        Assert.Equal([0, 1, 1, 0], Indices(Read("""{ "classes": ["a", "b"] }"""), file));
        var byColour = Read("""{ "classes": [{ "name": "a", "maskColours": ["#00c800"] }, { "name":"b", "maskColours": ["#c80000"] }] }""");
        Assert.Equal([1, 0, 0, 1], Indices(byColour, file));

        using var grey = Photo.FromPixels([1, 0, 0, 1], 4, 1, PixelFormat.Grey);
        Assert.Equal([1, 0, 0, 1], Indices(Read("""{ "classes": ["a", "b"] }"""), grey.Encode(new(PhotoFormat.Png))));
        using var colour = Photo.FromPixels([128, 0, 0, 0, 0, 0], 2, 1, PixelFormat.Rgb);
        var byOwnColours = Read("""{ "classes": ["a", "b"] }""");
        Assert.Equal([1, 0], Indices(byOwnColours, colour.Encode(new(PhotoFormat.Png))));
    }

    [Theory]
    [InlineData("", "is not a valid list of classes")]
    [InlineData("[1]", "is not a JSON object")]
    [InlineData("{}", "\"classes\" is missing")]
    [InlineData("""{ "classes": ["a"] }""", "name 2 to 255")]
    [InlineData("""{ "classes": ["a", "a"] }""", "give each a different one")]
    [InlineData("""{ "classes": ["a", ""] }""", "write a word in quotes")]
    [InlineData("""{ "classes": ["a", 3] }""", "is not a JSON object")]
    [InlineData("""{ "classes": ["a", { "name": "b", "color": "#000001" }] }""", "\"color\": use name, colour, values, maskColours")]
    [InlineData("""{ "classes": ["a", "b"], "ignore": 255 }""", "unknown key \"ignore\": use classes, void")]
    [InlineData("""{ "classes": ["a", { "name": "b", "colour": "#000000" }] }""", "have the same colour, #000000")]
    [InlineData("""{ "classes": ["a", { "name": "b", "colour": "red" }] }""", "write \"#rrggbb\"")]
    [InlineData("""{ "classes": ["a", { "name": "b", "colour": [0, 0, 256] }] }""", "from 0 to 255")]
    [InlineData("""{ "classes": ["a", { "name": "b", "values": [0] }] }""", "value 0 stands for both 'a' and 'b'")]
    [InlineData("""{ "classes": ["a", { "name": "b", "values": [300] }] }""", "whole numbers from 0 to 255")]
    [InlineData("""{ "classes": ["a", { "name": "b", "values": 1 }] }""", "write it in [ ]")]
    [InlineData("""{ "classes": ["a", "b"], "void": { "values": [1] } }""", "value 1 stands for both 'b' and void")]
    [InlineData("""{ "classes": ["a", "b"], "void": { "colours": ["#000000"] } }""", "colour #000000 stands for both 'a' and void")]
    [InlineData("""{ "classes": ["a", "b"], "void": [255] }""", "is not a JSON object")]
    public void What_is_wrong_is_one_line_with_the_repair(string json, string said)
    {
        var message = Assert.Throws<DatasetException>(() => Read(json)).Message;
        Assert.Contains(said, message);
        Assert.Contains("classes.json", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Names_and_colours_pass_through_a_models_metadata()
    {
        var classes = new ClassSet([new("sky \"blue\"", (1, 2, 255)), new("ground", (0, 0, 0))]);
        var read = ClassFile.FromJson(ClassFile.ToJson(classes));

        Assert.Equal(classes.Classes, read.Classes);
        const string withColours = """[{"name":"a","colour":"#000000"},{"name":"b","colour":"#800000"}]""";
        Assert.Equal(withColours, ClassFile.ToJson(ClassFile.FromJson("""["a", "b"]""")));
        foreach (var wrong in new[] { "", "{}", "[1]", """["a"]""", """["a", "a"]""" })
            Assert.Contains("not a valid list of classes", Assert.Throws<FormatException>(() => ClassFile.FromJson(wrong)).Message);
    }

    private LabelMap Read(string json)
    {
        File.WriteAllText(folder.At("classes.json"), json);
        return ClassFile.Read(folder.At("classes.json"));
    }

    private static byte[] Indices(LabelMap labels, byte[] file)
    {
        using var reading = labels.Read(file, PhotoLimits.Default, "mask.png");
        Assert.Empty(reading.UnknownLabels);
        return reading.Indices.Pixels.ToArray();
    }
}
