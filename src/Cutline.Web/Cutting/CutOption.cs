namespace Cutline.Web.Cutting;

/// <summary>What a request may ask for in words; the names of its query or form fields.</summary>
public static class CutOption
{
    public static IReadOnlyList<string> Names { get; } =
        ["background", "fit", "crop", "aspect", "shadow", "reflection", "straighten", "size", "format", "quality", "metadata"];

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
        "size" => "most pixels of the result's longer side, 16 to 20000; it is never enlarged",
        "format" => "how the cut-out is written; jpeg needs a background",
        "quality" => "of webp and jpeg",
        _ => "what the result tells of the photo: strip for nothing but colours, keep for EXIF without the place, all for EXIF with it",
    };
}
