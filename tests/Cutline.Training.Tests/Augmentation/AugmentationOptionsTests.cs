using Cutline.Training.Augmentation;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cutline.Segmentation;

namespace Cutline.Training.Tests.Augmentation;

public sealed partial class AugmentationOptionsTests
{
    private static IEnumerable<PropertyInfo> Numbers =>
        typeof(AugmentationOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType == typeof(double));

    /// <summary>As they were written into options.json before there were more options.</summary>
    [Theory]
    [InlineData("light", """
        {"flip":0.5,"rotate":5,"scale_down":0.9,"scale_up":1.15,"shift":0.05,"brightness":0.15,"contrast":0.15,
        "saturation":0.2,"tint":0,"grey":0,"blur":0,"noise":0,"background":0}
        """)]
    [InlineData("strong", """
        {"flip":0.5,"rotate":8,"scale_down":0.65,"scale_up":1.4,"shift":0.15,"brightness":0.35,"contrast":0.35,
        "saturation":0.5,"tint":0.1,"grey":0.05,"blur":0.15,"noise":0.03,"background":0.5}
        """)]
    [InlineData("none", "{}")]
    public void Presets_of_old_runs_are_todays(string preset, string json) =>
        Assert.Equal(AugmentationOptions.Parse(preset), JsonSerializer.Deserialize<AugmentationOptions>(json, OptionsJson.Compact));

    [Fact]
    public void Every_preset_is_valid_and_written_and_read_the_same()
    {
        foreach (var preset in AugmentationOptions.Presets)
        {
            var options = AugmentationOptions.Parse(preset).Validated();
            var json = JsonSerializer.Serialize(options, OptionsJson.Compact);
            Assert.Equal(options, JsonSerializer.Deserialize<AugmentationOptions>(json, OptionsJson.Compact));
        }

        Assert.Equal(
            "there is no augmentation 'wild': use none, light, strong, street or lot",
            Assert.Throws<ArgumentException>(() => AugmentationOptions.Parse("wild")).Message);
    }

    [Fact]
    public void Every_number_that_is_none_or_out_of_range_is_named_with_what_to_use()
    {
        foreach (var property in Numbers)
        {
            foreach (var value in new[] { double.NaN, double.PositiveInfinity, -0.01, 1e9 })
            {
                var options = AugmentationOptions.None with { };
                property.SetValue(options, value);
                var message = Assert.Throws<ArgumentException>(() => options.Validated()).Message;
                Assert.Matches($"^AugmentationOptions[.]{property.Name} is .*: use [0-9.]+ to [0-9.]+$", message);
            }
        }

        Assert.Equal(
            "AugmentationOptions.JpegQuality is 0: use 1 to 95",
            Assert.Throws<ArgumentException>(() => (AugmentationOptions.None with { JpegQuality = 0 }).Validated()).Message);
    }

    /// <summary>The ends of a range that an error names are themselves accepted.</summary>
    [Fact]
    public void What_an_error_says_to_use_can_be_used()
    {
        foreach (var property in Numbers)
        {
            var options = AugmentationOptions.None with { };
            property.SetValue(options, double.NaN);
            var ends = Ends().Match(Assert.Throws<ArgumentException>(() => options.Validated()).Message);
            foreach (var end in new[] { ends.Groups[1], ends.Groups[2] })
            {
                property.SetValue(options, double.Parse(end.Value, System.Globalization.CultureInfo.InvariantCulture));
                Assert.Same(options, options.Validated());
            }
        }
    }

    [Fact]
    public void An_augmenter_is_not_made_of_what_is_out_of_range()
    {
        using var walls = Backgrounds.Load([]);
        Assert.Equal(
            "AugmentationOptions.Rotate is 999: use 0 to 180",
            Assert.Throws<ArgumentException>(() => new Augmenter(new() { Rotate = 999 }, walls, seed: 1)).Message);
    }

    [GeneratedRegex("use ([0-9.]+) to ([0-9.]+)$")]
    private static partial Regex Ends();
}
