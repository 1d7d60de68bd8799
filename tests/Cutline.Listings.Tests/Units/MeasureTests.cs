using Cutline.Listings.Units;

namespace Cutline.Listings.Tests.Units;

public sealed class MeasureTests
{
    [Theory]
    [InlineData(26, Unit.Mpg, Unit.LitresPer100Km, 9.0467)] // 235.214583 / 26
    [InlineData(9.0467, Unit.LitresPer100Km, Unit.Mpg, 26.0)]
    [InlineData(26, Unit.Mpg, Unit.KilometresPerLitre, 11.0538)] // 26 × 1.609344 / 3.785411784
    [InlineData(124, Unit.Mpge, Unit.KwhPer100Km, 16.887)] // 3370 / (124 × 1.609344)
    [InlineData(124, Unit.Mpge, Unit.KwhPer100Miles, 27.177)]
    [InlineData(100, Unit.Kilometres, Unit.Miles, 62.1371)]
    [InlineData(150, Unit.Kilowatts, Unit.MetricHorsepower, 203.943)]
    [InlineData(150, Unit.Kilowatts, Unit.Horsepower, 201.153)]
    [InlineData(342, Unit.GramsPerMile, Unit.GramsPerKm, 212.509)]
    [InlineData(1998, Unit.CubicCentimetres, Unit.Litres, 1.998)]
    public void Conversions(double value, Unit from, Unit to, double expected) =>
        Assert.Equal(expected, new Measure(value, from).ConvertTo(to)!.Value, 1e-3 * expected / 2);

    [Fact]
    public void Units_of_different_quantities_are_not_converted()
    {
        Assert.Null(new Measure(26, Unit.Mpg).ConvertTo(Unit.Miles));
        Assert.Null(new Measure(6, Unit.Cylinders).ConvertTo(Unit.None));
        Assert.Null(new Measure(26, Unit.Mpg).ConvertTo(Unit.Mpge));
    }

    [Theory]
    [InlineData(9.0, 1, true)]
    [InlineData(9, 0, true)]
    [InlineData(9.05, 2, true)]
    [InlineData(9.2, 1, false)]
    [InlineData(8.9, 1, false)]
    [InlineData(10, 0, false)]
    public void Litres_of_26_mpg(double claimed, int decimals, bool follows) =>
        Assert.Equal(follows, new Measure(claimed, Unit.LitresPer100Km, decimals).IsSupportedBy(new(26, Unit.Mpg)));

    [Theory]
    [InlineData(52_506, true)]
    [InlineData(52_500, true)]
    [InlineData(53_000, false)]
    [InlineData(50_000, false)]
    public void Miles_of_84500_km(double claimed, bool follows) =>
        Assert.Equal(follows, new Measure(claimed, Unit.Miles).IsSupportedBy(new(84_500, Unit.Kilometres)));

    [Fact]
    public void The_same_unit_is_exact()
    {
        Assert.False(new Measure(84_000, Unit.Kilometres).IsSupportedBy(new(84_500, Unit.Kilometres)));
        Assert.True(new Measure(1.98, Unit.Litres, 2).IsSupportedBy(new(1.984, Unit.Litres)));
        Assert.True(new Measure(1998, Unit.CubicCentimetres).IsSupportedBy(new(2.0, Unit.Litres)));
        Assert.False(new Measure(1.9, Unit.Litres, 1).IsSupportedBy(new(2.0, Unit.Litres)));
    }
}
