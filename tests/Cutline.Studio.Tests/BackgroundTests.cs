namespace Cutline.Studio.Tests;

public sealed class BackgroundTests
{
    [Theory]
    [InlineData("transparent", "transparent")]
    [InlineData("None", "transparent")]
    [InlineData("#fff", "#ffffff")]
    [InlineData("#1E90ff", "#1e90ff")]
    [InlineData("1e90ff", "#1e90ff")]
    [InlineData(" white ", "#ffffff")]
    [InlineData("black", "#000000")]
    public void Reads_names_and_colours(string text, string meaning) => Assert.Equal(meaning, Background.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("#ffff")]
    [InlineData("#ggg")]
    [InlineData("##fff")]
    [InlineData("#+12345")]
    [InlineData("mauve")]
    public void Says_what_it_takes_otherwise(string text) =>
        Assert.Contains("'#fff'", Assert.Throws<FormatException>(() => Background.Parse(text)).Message);

    [Fact]
    public void Is_transparent_unless_said() => Assert.Equal(Background.Transparent, CutOutOptions.Default.Background);
}
