using System.Text.RegularExpressions;

namespace Cutline.Listings.Writing;

/// <summary>Tells the first sentences of a listing from a model's thoughts about writing one.</summary>
internal static partial class ListingOpening
{
    /// <summary>Whether sentences name the car, and do not speak of the task.</summary>
    internal static bool Is(string sentences, CarName car)
    {
        var name = Word().Matches($"{car.Make} {car.Model}").Select(word => word.Value);
        var said = Word().Matches(sentences).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return name.Any(said.Contains) && !Task().IsMatch(sentences);
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}]{2,}")]
    private static partial Regex Word();

    /// <summary>Words of who thinks of a task, in the languages of listings and in English, in which most models think.</summary>
    [GeneratedRegex(
        @"\b(?:I|I['’]\w+|me|my|we|let['’]?s?|ok|okay|alright|hmm+|wait|so|first|now|user|prompt|listing|draft|write|writing|text|words?|"
        + "facts?|seller|task|instructions?|rules?|need|must|should|maybe|mention|avoid|tone|language|constraints?|data|input|output|"
        + "ich|wir|nutzer|benutzer|anzeige|schreiben|je|nous|utilisateur|annonce|écrire|rédiger|yo|usuario|anuncio|escribir|"
        + @"redactar)\b|[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}\p{IsCyrillic}]",
        RegexOptions.IgnoreCase)]
    private static partial Regex Task();
}
