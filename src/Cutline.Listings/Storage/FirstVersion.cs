using System.Text.Json.Nodes;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Storage;

/// <summary>Files of version 1: one text, languages by their English names, no photos and no look.</summary>
internal static class FirstVersion
{
    /// <summary>Makes such a file one of today.</summary>
    /// <exception cref="FormatException">It names a language that there is not.</exception>
    internal static void Upgrade(JsonObject file)
    {
        file["version"] = ListingFile.Current;
        if (file["listing"] is not JsonObject listing) return;
        var name = (string?)listing["language"] ?? nameof(Language.English);
        var code = Enum.GetValues<Language>().Where(l => name.Equals(l.ToString(), StringComparison.OrdinalIgnoreCase)).Select(l => l.Code()).FirstOrDefault() ?? throw new FormatException($"'{name}' is no language");
        listing["language"] = code;
        if (listing["text"] is { } text) listing["texts"] = new JsonObject { [code] = text.DeepClone() };
        listing.Remove("text");
    }
}
