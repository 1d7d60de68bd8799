using System.Text.Json.Nodes;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Storage;

/// <summary>Migrates files of version 1, which have one text, languages by their English names, and no photos or scene options.</summary>
internal static class VersionOne
{
    /// <summary>Migrates version 1 to the current version.</summary>
    /// <exception cref="FormatException">The file names an unknown language.</exception>
    internal static void Migrate(JsonObject file)
    {
        file["version"] = ListingFile.CurrentVersion;
        if (file["listing"] is not JsonObject listing) return;
        var name = (string?)listing["language"] ?? nameof(Language.English);
        var known = Enum.GetValues<Language>().Where(l => name.Equals(l.ToString(), StringComparison.OrdinalIgnoreCase));
        var code = known.Select(l => l.Code()).FirstOrDefault() ?? throw new FormatException($"'{name}' is not a language");
        listing["language"] = code;
        if (listing["text"] is { } text) listing["texts"] = new JsonObject { [code] = text.DeepClone() };
        listing.Remove("text");
    }
}
