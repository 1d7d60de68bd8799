namespace Cutline.Listings.Languages;

/// <summary>The codes of languages.</summary>
public static class LanguageCode
{
    /// <summary>The ISO 639-1 code, such as <c>en</c>.</summary>
    public static string Code(this Language language) => language switch
    {
        Language.German => "de",
        Language.French => "fr",
        Language.Spanish => "es",
        _ => "en",
    };
}
