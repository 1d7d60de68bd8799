using Cutline.Studio.Geometry;

namespace Cutline.Studio.Tests.Geometry;

public sealed class MarginTests
{
    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("5%", 0.05, 0)]
    [InlineData(" 2.5 % ", 0.025, 0)]
    [InlineData("150%", 1.5, 0)]
    [InlineData("0.1", 0.1, 0)]
    [InlineData("24px", 0, 24)]
    [InlineData("24 PX", 0, 24)]
    public void Reads_shares_and_pixels(string text, double fraction, int pixels) =>
        Assert.Equal(new Margin(fraction, pixels), Margin.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("px")]
    [InlineData("%")]
    [InlineData("-5%")]
    [InlineData("-3px")]
    [InlineData("2.5px")]
    [InlineData("5000%")]
    [InlineData("99999999999px")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e5")]
    [InlineData("wide")]
    public void Says_what_it_takes_otherwise(string text)
    {
        var error = Assert.Throws<FormatException>(() => Margin.Parse(text));

        Assert.Contains("5%", error.Message);
        Assert.Contains("24px", error.Message);
    }

    [Fact]
    public void A_bare_number_is_asked_for_its_unit()
    {
        var error = Assert.Throws<FormatException>(() => Margin.Parse("24"));

        Assert.Contains("24px", error.Message);
        Assert.Contains("24%", error.Message);
    }

    [Fact]
    public void Leaves_room_on_all_sides_and_stays_within_the_photo()
    {
        var subject = new Box(100, 50, 200, 120);

        Assert.Equal(subject, Margin.None.Around(subject, 400, 300));
        Assert.Equal(new Box(90, 40, 220, 140), Margin.Parse("5%").Around(subject, 400, 300));
        Assert.Equal(new Box(76, 26, 248, 168), Margin.Parse("24px").Around(subject, 400, 300));
        Assert.Equal(new Box(20, 0, 360, 250), Margin.Parse("80px").Around(subject, 400, 300));
        Assert.Equal(new Box(0, 0, 400, 300), Margin.Parse("1000%").Around(subject, 400, 300));
    }
}
