using Cutline.Web.Problems;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Cutting;

/// <summary>What a request may ask for in words; the names of its query or form fields.</summary>
public static class CutOption
{
    public static IReadOnlyList<string> Names { get; } =
        ["background", "fit", "crop", "aspect", "shadow", "reflection", "straighten", "plate", "size", "format", "quality", "metadata"];

    /// <exception cref="RefusedException">There is an option where none is.</exception>
    internal static void None(IEnumerable<KeyValuePair<string, StringValues>> given)
    {
        foreach (var (name, _) in given) throw new RefusedException(Problem.BadOption($"'{(name.Length <= 40 ? name : name[..40] + "…")}' is no option here: send the photo alone"));
    }

    /// <summary>What an option means, for the API's description.</summary>
    internal static string About(string name) => name switch
    {
        "background" => "transparent, white, black, a colour such as #1e90ff, two such as #fff-#ccc, gradient, studio, or blur for the photo's own surroundings out of focus",
        "fit" => "how a backdrop lies behind: cover fills the frame, contain shows all of it",
        "crop" => "crops to the car with this margin: a share of its longer side such as 5%, pixels such as 24px, or 0",
        "aspect" => "width to height of the result, such as 4:3; needs a background",
        "shadow" => "darkness of the shadow below the car, 0 to 1; with the studio 0.7, else 0",
        "reflection" => "strength of its mirror image in the floor, 0 to 1",
        "straighten" => "degrees from -20 to 20, clockwise positive, that the photo is turned about its centre",
        "plate" => "cover to have the licence plate found and covered with a plain one, or its corners as x1,y1,…,x4,y4 in the photo's pixels, clockwise from its top left",
        "size" => "most pixels of the result's longer side, 16 to 20000; it is never enlarged",
        "format" => "how the cut-out is written; jpeg needs a background",
        "quality" => "of webp and jpeg",
        _ => "what the result tells of the photo: strip for nothing but colours, keep for EXIF without the place, all for EXIF with it",
    };
}
