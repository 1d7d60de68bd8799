using Cutline.Studio.Geometry;

namespace Cutline.Studio.Tests.Geometry;

public sealed class AspectTests
{
    [Theory]
    [InlineData("4:3", 4, 3)]
    [InlineData("1:1", 1, 1)]
    [InlineData("100:20", 100, 20)]
    public void Reads_width_to_height(string text, int width, int height) => Assert.Equal(new Aspect(width, height), Aspect.Parse(text));

    [Theory]
    [InlineData("4")]
    [InlineData("4:0")]
    [InlineData("-4:3")]
    [InlineData("4:3:2")]
    [InlineData("4/3")]
    [InlineData("100:1")]
    [InlineData("1:101")]
    [InlineData("4.5:3")]
    public void Anything_else_is_an_error_with_the_repair(string text) =>
        Assert.Contains(
            "such as 4:3, 16:9 or 1:1", Assert.Throws<FormatException>(() => Aspect.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_smallest_box_of_the_aspect_holds_the_other()
    {
        Assert.Equal(new Box(10, 20 - 36, 100, 100), new Aspect(1, 1).Around(new Box(10, 20, 100, 40)));
        Assert.Equal(new Box(10 - 30, 20, 100, 100), new Aspect(1, 1).Around(new Box(10, 20, 40, 100)));
        Assert.Equal(new Box(0, 0, 160, 90), new Aspect(16, 9).Around(new Box(0, 0, 160, 90)));
    }
}
