using Cutline.Segmentation.Inference;

namespace Cutline.Web.Endpoints;

/// <summary>The model that the service cuts with.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Sha256">Of the file, in hexadecimal.</param>
/// <param name="Terms">The licence in a few words.</param>
/// <param name="Licence">The terms under which the model may be used.</param>
/// <param name="Data">What it was trained on.</param>
/// <param name="Outputs">Names of further outputs; with one of the name windows the option glass can be given.</param>
internal sealed record ModelResponse(
    string? Name, string? Sha256, string? Terms, string? Licence, string? Data, IReadOnlyList<string> Outputs)
{
    public static ModelResponse Of(ModelCard? card) =>
        new(card?.Name, card?.Hash, card?.Terms, card?.Licence, card?.Data, card?.Outputs ?? []);
}
