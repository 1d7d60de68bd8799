using System.Runtime.CompilerServices;

namespace Cutline.Listings.Writing;

/// <summary>Writes a line for each known fact, in the units of the language. It needs no model and no network.</summary>
public sealed class TemplateWriter : ITextWriter
{
    /// <inheritdoc/>
    public string Name => "template";

    /// <inheritdoc/>
    public bool IsTemplate => true;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> WriteAsync(Listing listing, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var line in Write(listing).Split('\n'))
        {
            cancel.ThrowIfCancellationRequested();
            yield return $"{line}\n";
        }
    }

    /// <summary>Writes the whole text.</summary>
    /// <exception cref="ListingException">A field of the listing is invalid.</exception>
    public static string Write(Listing listing)
    {
        var lines = new TemplateLines(listing.Validated(), Phrases.Of(listing.Language));
        string?[] technical = listing.Length == TextLength.Short
            ? [lines.Fuel, lines.Transmission]
            : [lines.Engine, lines.Fuel, lines.Transmission, lines.Drive, lines.Consumption, lines.Range];
        IEnumerable<string?> all =
        [
            lines.ForSale, "", lines.Mileage, lines.Price, lines.Colour, lines.Condition, .. technical, lines.Location, .. lines.Notes,
            .. lines.Closing,
        ];
        return string.Join('\n', all.Where(line => line is not null)).TrimEnd();
    }
}
