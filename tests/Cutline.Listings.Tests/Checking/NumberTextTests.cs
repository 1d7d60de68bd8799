using Cutline.Listings.Checking;

namespace Cutline.Listings.Tests.Checking;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("12,500", false, 12_500, 0)]
    [InlineData("12,500.5", false, 12_500.5, 1)]
    [InlineData("1,250,000", false, 1_250_000, 0)]
    [InlineData("9.05", false, 9.05, 2)]
    [InlineData("1.234", false, 1.234, 3)]
    [InlineData("12.500", true, 12_500, 0)]
    [InlineData("12.500,5", true, 12_500.5, 1)]
    [InlineData("12 500", true, 12_500, 0)]
    [InlineData("12\u202f500", true, 12_500, 0)]
    [InlineData("2.0", true, 2.0, 1)] // as engines are named everywhere
    [InlineData("9,05", true, 9.05, 2)]
    [InlineData("12'500", true, 12_500, 0)]
    public void Numbers_are_read_as_each_language_writes_them(string text, bool comma, double value, int decimals)
    {
        Assert.Equal(text, NumberText.Pattern(comma).Match(text).Value);
        Assert.Equal((value, decimals), NumberText.Parse(text, comma));
    }
}
