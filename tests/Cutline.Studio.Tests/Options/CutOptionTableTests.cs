using Cutline.Imaging;
using Cutline.Studio.Options;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Tests.Options;

public sealed class CutOptionTableTests
{
    public static TheoryData<string> Names => [.. CutOptionTable.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_is_complete(string name)
    {
        var row = CutOptionTable.Find(name)!;

        Assert.Single(CutOptionTable.Rows, r => r.Name == name);
        Assert.Matches("^[a-z]+$", name);
        Assert.DoesNotContain('\n', row.Help);
        Assert.Equal(row.Type is CutOptionType.Number or CutOptionType.Integer, row.Range is not null);
        Assert.Equal(row.Type == CutOptionType.Choice, row.Choices.Count > 0);
        Assert.Equal(row.Type == CutOptionType.File, row.MostBytes > 0);
        Assert.All(row.Defaults, d => Assert.NotNull(CutOptionTable.Find(d.Option)));
    }

    /// <summary>What is listed as a default is what happens where the option is left out.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_default_given_is_the_default(string name)
    {
        var row = CutOptionTable.Find(name)!;
        if (row.Default is null) return;
        var given = row.Apply(CutOptionValues.Default, row.Default);

        Assert.Equal(CutOptionValues.Default.Encoding(), given.Encoding());
        Assert.Equal(
            CutOptionValues.Default.Scene with { Shadow = null, Reflection = null }, given.Scene with { Shadow = null, Reflection = null });
        Assert.Equal((0, 0), (given.Scene.Shadow ?? 0, given.Scene.Reflection ?? 0));
    }

    [Fact]
    public void Defaults_that_depend_on_another_option_are_those_of_the_library()
    {
        Assert.Equal(("background", "studio", "0.7"), Only("shadow"));
        Assert.Equal(0.7, Scene.StudioShadow);
        foreach (var (_, format, quality) in CutOptionTable.Find("quality")!.Defaults)
            Assert.Equal(quality, $"{CutOptionTable.Find("format")!.Apply(CutOptionValues.Default, format).Encoding().Quality}");

        static (string, string, string) Only(string name) =>
            CutOptionTable.Find(name)!.Defaults.Single() is var d ? (d.Option, d.Value, d.Default) : default;
    }

    [Theory]
    [InlineData("shadow", "0.25")]
    [InlineData("reflection", "1")]
    [InlineData("straighten", "-20")]
    [InlineData("size", "16")]
    [InlineData("quality", "100")]
    [InlineData("fit", "contain")]
    [InlineData("subject", "all")]
    [InlineData("format", "jpeg")]
    [InlineData("format", "jpg")]
    [InlineData("metadata", "all")]
    [InlineData("background", "#fff-#ccc")]
    [InlineData("crop", "5%")]
    [InlineData("aspect", "4:3")]
    [InlineData("plate", "cover")]
    public void A_value_within_its_range_changes_something(string name, string text) =>
        Assert.NotEqual(CutOptionValues.Default, CutOptionTable.Find(name)!.Apply(CutOptionValues.Default, text));

    [Theory]
    [InlineData("shadow", "7", "shadow is 7: use a number from 0 to 1")]
    [InlineData("shadow", "dark", "shadow is 'dark': use a number from 0 to 1")]
    [InlineData("reflection", "-0.1", "reflection is -0.1: use a number from 0 to 1")]
    [InlineData("straighten", "20.5", "straighten is 20.5: use a number from -20 to 20 (degrees)")]
    [InlineData("straighten", "NaN", "straighten is NaN: use a number from -20 to 20 (degrees)")]
    [InlineData("size", "15", "size is 15: use a whole number from 16 to 20000 (pixels)")]
    [InlineData("size", "16.5", "size is '16.5': use a whole number from 16 to 20000 (pixels)")]
    [InlineData("quality", "0", "quality is 0: use a whole number from 1 to 100")]
    [InlineData("fit", "stretch", "fit is 'stretch': use cover or contain")]
    [InlineData("subject", "2", "subject is '2': use main or all")]
    [InlineData("metadata", "", "metadata is '': use strip, keep, place, identity or all")]
    [InlineData(
        "crop", "-5%",
        "crop: margin '-5%' is not understood: give a percentage of the car's longer side such as 5%, or pixels such as 24px")]
    [InlineData("retouch", "128", "retouch is a file: send it as a field of a form")]
    public void A_wrong_value_is_named_with_its_range(string name, string text, string message)
    {
        var error = Assert.Throws<CutOptionException>(() => CutOptionTable.Find(name)!.Apply(CutOptionValues.Default, text));

        Assert.Equal((name, message), (error.Option, error.Message));
    }

    [Fact]
    public void A_long_value_is_shortened_in_the_message() =>
        Assert.InRange(
            Assert.Throws<CutOptionException>(() =>
                CutOptionTable.Find("format")!.Apply(CutOptionValues.Default, new string('x', 5000))).Message.Length,
            1, 220);

    [Fact]
    public void Files_are_checked_and_applied()
    {
        using var grey = Photo.FromPixels([128], 1, 1, PixelFormat.Grey);
        var (png, jpeg) = (grey.Encode(new(PhotoFormat.Png)), grey.Encode(new(PhotoFormat.Jpeg)));
        var (retouch, backdrop) = (CutOptionTable.Find(CutOptionTable.Retouch)!, CutOptionTable.Find(CutOptionTable.Backdrop)!);

        retouch.Check(png);
        backdrop.Check(jpeg);
        Assert.Throws<PhotoException>(() => retouch.Check(jpeg));
        Assert.StartsWith(
            "the backdrop ", Assert.Throws<PhotoException>(() => backdrop.Check(new byte[9])).Message, StringComparison.Ordinal);
        Assert.Equal(png, retouch.Apply(CutOptionValues.Default, png).Scene.Retouch!.Value.ToArray());
        Assert.Equal(jpeg, backdrop.Apply(CutOptionValues.Default, jpeg).Scene.Picture!.Value.ToArray());
        Assert.Equal("retouch", retouch.Apply(CutOptionValues.Default, png).SinglePhotoOption);
        Assert.Null(CutOptionTable.Find("plate")!.Apply(CutOptionValues.Default, "cover").SinglePhotoOption);
        Assert.Equal("plate", CutOptionTable.Find("plate")!.Apply(CutOptionValues.Default, "0,0,9,0,9,9,0,9").SinglePhotoOption);
    }
}
