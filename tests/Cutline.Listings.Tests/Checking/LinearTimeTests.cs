using System.Diagnostics;
using Cutline.Listings.Checking;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Tests.Checking;

/// <summary>Checks of 256 KiB of text that is made to be slow: in a time that is in proportion to its length.</summary>
[Collection("alone")]
public sealed class LinearTimeTests
{
    private const int Length = 1 << 18, Fourth = 4;

    public static TheoryData<string, string> Repeated => new()
    {
        { "digits between spaces", "1 " },
        { "one word of digits and letters", "a1" },
        { "one word of hyphens", "a-1-" },
        { "digits", "1" },
        { "groups of digits", "1,111," },
        { "groups of digits and points", "1.111." },
        { "signs of currency", "$ " },
        { "amounts", "$1" },
        { "letters", "a" },
        { "features", "diesel-hybrid turbo " },
        { "half features", "\u00A0turbo-" },
        { "number words", "sechs" },
        { "units", "12 kWh/100 " },
        { "opening thoughts", "<think>" },
        { "closing thoughts", "</think>1 " },
        { "half thoughts", "<|channel|>" },
        { "stops", "." },
        { "sentences", "A 1. " },
        { "white space", " \t" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void A_text_takes_as_long_as_it_is(string what, string piece)
    {
        foreach (var language in (Language[])[Language.English, Language.German])
        {
            var listing = Listings.Linnet(language);
            FactCheck.Check(listing, Text(piece, 1000)); // compiles
            var (fourth, whole) = (Seconds(listing, Text(piece, Length / Fourth)), Seconds(listing, Text(piece, Length)));
            Assert.True(whole < 0.2 + 2.5 * Fourth * fourth, $"{what}: {fourth:0.00} s, and {whole:0.00} s for {Fourth} times as much");
            Assert.True(whole < 30, $"{what}: {whole:0.00} s");
        }
    }

    [Fact]
    public void Claims_of_one_sentence_are_found_as_before()
    {
        var long_ = string.Concat(Enumerable.Repeat("very ", 100)) + "cheap at EUR 99999";
        var claim = Assert.Single(FactCheck.Check(Listings.Linnet(), long_));
        Assert.Equal(("EUR 99999", 500 + "cheap at ".Length), (claim.Text, claim.Start));
        Assert.Equal(long_[claim.Start..], claim.Text);
    }

    private static string Text(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    /// <summary>The processor's time of this thread's work, which others on the machine do not lengthen.</summary>
    private static double Seconds(Listing listing, string text)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        FactCheck.Check(listing, text);
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }
}

/// <summary>Tests that measure time, so that no other runs beside them.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
