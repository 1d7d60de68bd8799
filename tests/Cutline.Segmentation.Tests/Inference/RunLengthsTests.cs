using System.Globalization;
using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class RunLengthsTests
{
    [Theory]
    [InlineData("", new byte[] { })]
    [InlineData("", new byte[] { 0, 0, 0 })]
    [InlineData("1 3", new byte[] { 1, 255, 7 })]
    [InlineData("2 1 4 2", new byte[] { 0, 1, 0, 1, 1 })]
    [InlineData("1 1 3 1", new byte[] { 9, 0, 9, 0 })]
    [InlineData("3 2", new byte[] { 0, 0, 1, 1, 0, 0 })] // a run over the end of a row of two goes on
    public void By_hand(string lengths, byte[] mask) => Assert.Equal(lengths, RunLengths.Of(mask));

    [Fact]
    public void Decoded_it_is_the_mask()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 50; trial++)
        {
            var mask = Enumerable.Range(0, 500).Select(_ => (byte)(random.Next(3) == 0 ? 255 : 0)).ToArray();
            var numbers = RunLengths.Of(mask).Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).Chunk(2);
            var decoded = new byte[500];
            foreach (var run in numbers) decoded.AsSpan(run[0] - 1, run[1]).Fill(255);
            Assert.Equal(mask, decoded);
        }
    }
}
