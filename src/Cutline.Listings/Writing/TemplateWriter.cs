using System.Runtime.CompilerServices;

namespace Cutline.Listings.Writing;

/// <summary>Writes what is known and nothing else, a line for each thing, in the units of the language. It needs no model and no network.</summary>
public sealed class TemplateWriter : ITextWriter
{
    public string Name => "template";

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

    /// <summary>The whole text.</summary>
    /// <exception cref="ListingException">The listing's fields cannot be used.</exception>
    public static string Write(Listing listing)
    {
        var said = new TemplateLines(listing.Validated(), Phrases.Of(listing.Language));
        IEnumerable<string?> lines =
        [
            said.ForSale, "", said.Mileage, said.Price, said.Colour, said.Condition,
            .. listing.Length == TextLength.Short ? (string?[])[said.Fuel, said.Transmission] : [said.Engine, said.Fuel, said.Transmission, said.Drive, said.Consumption, said.Range],
            said.Location, .. said.Notes, .. said.Closing,
        ];
        return string.Join('\n', lines.Where(line => line is not null)).TrimEnd();
    }
}
