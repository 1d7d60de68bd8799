using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class ModelMetadataTests
{
    private static readonly ModelMetadata Whole = new()
    {
        Model = """{"base":8}""", Preprocess = new(576, 384, Fit.Letterbox, Normalization.ImageNet),
        Classes = new([new("ground", (1, 2, 3)), new("\"red\" ü", (255, 0, 0))]), Licence = "MIT", Data = "drawn cars",
        Split = "5eed", Precision = "fp16",
        LeastConfidence = 0.625,
    };

    [Fact]
    public void Written_and_read_it_is_the_same()
    {
        var values = Whole.ToDictionary();
        var read = ModelMetadata.Read(values);

        Assert.Equal(
            [
                "cutline.classes", "cutline.data", "cutline.least_confidence", "cutline.licence", "cutline.model", "cutline.precision",
                "cutline.preprocess", "cutline.split",
            ],
            values.Keys.Order());
        Assert.Equal(Whole with { Classes = null }, read with { Classes = null });
        Assert.Equal(Whole.Classes!.Classes, read.Classes!.Classes);
    }

    [Fact]
    public void What_is_missing_is_null_and_other_keys_are_left_out()
    {
        Assert.Equal(new ModelMetadata(), ModelMetadata.Read(new Dictionary<string, string> { ["author"] = "somebody" }));
        Assert.Empty(new ModelMetadata().ToDictionary());
    }

    [Theory]
    [InlineData("cutline.preprocess", "{")]
    [InlineData("cutline.preprocess", "null")]
    [InlineData("cutline.preprocess", """{"width":"wide","height":32}""")]
    [InlineData("cutline.preprocess", """{"width":0,"height":32}""")]
    [InlineData("cutline.preprocess", """{"width":32,"height":32,"rotate":true}""")]
    [InlineData("cutline.preprocess", """{"width":32,"height":32,"fit":"squeeze"}""")]
    [InlineData("cutline.classes", """["ground", "red", "red"]""")]
    [InlineData("cutline.classes", "[1, 2, 3]")]
    [InlineData("cutline.classes", """{"classes": 3}""")]
    [InlineData("cutline.classes", "[")]
    [InlineData("cutline.least_confidence", "high")]
    [InlineData("cutline.least_confidence", "0,5")]
    [InlineData("cutline.least_confidence", "1.01")]
    [InlineData("cutline.least_confidence", "NaN")]
    public void A_damaged_value_names_its_key(string key, string value)
    {
        var error = Assert.Throws<FormatException>(() => ModelMetadata.Read(new Dictionary<string, string> { [key] = value }));
        Assert.StartsWith($"{key} cannot be read: ", error.Message, StringComparison.Ordinal);
    }
}
