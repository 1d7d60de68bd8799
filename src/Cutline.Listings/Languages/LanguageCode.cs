namespace Cutline.Listings.Languages;

/// <summary>Languages by their codes.</summary>
public static class LanguageCode
{
    /// <summary>ISO 639's two letters, such as <c>en</c>.</summary>
    public static string Code(this Language language) => language switch
    {
        Language.German => "de",
        Language.French => "fr",
        Language.Spanish => "es",
        _ => "en",
    };
}
