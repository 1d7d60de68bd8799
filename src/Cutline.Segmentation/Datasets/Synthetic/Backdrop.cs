using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>The background and the ground of a scene.</summary>
internal abstract class Backdrop
{
    private static readonly Backdrop[] All =
        [new StreetBackdrop(), new CountryBackdrop(), new ShowroomBackdrop(), new StudioBackdrop(), new YardBackdrop()];

    /// <summary>A random background.</summary>
    public static Backdrop Draw(SceneRandom random) => random.Pick<Backdrop>(All);

    /// <summary>The opacity of the car's mirror image in the floor, 0 to 1.</summary>
    public virtual double Gloss => 0;

    /// <summary>The opacity of the car's shadow, 0 to 1.</summary>
    public virtual double Shadow => 0.55;

    /// <summary>The background as SVG, over the whole frame.</summary>
    public abstract string Paint(SceneFrame frame, SceneRandom random);

    /// <summary>An SVG gradient from top to bottom of the shape that it fills.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="stops">Offsets from 0 to 1, and their colours.</param>
    protected static string Gradient(string id, params ReadOnlySpan<(double Offset, Rgb Colour)> stops)
    {
        var svg = new StringBuilder($"""<linearGradient id="{id}" x1="0" y1="0" x2="0" y2="1">""");
        foreach (var (offset, colour) in stops)
            svg.Append(CultureInfo.InvariantCulture, $"""<stop offset="{offset:0.###}" stop-color="{colour}"/>""");
        return svg.Append("</linearGradient>").ToString();
    }

    /// <summary>An SVG rectangle.</summary>
    protected static string Rect(double x, double y, double width, double height, string fill, string more = "") => string.Create(
        CultureInfo.InvariantCulture,
        $"""<rect x="{x:0.##}" y="{y:0.##}" width="{Math.Max(0, width):0.##}" height="{Math.Max(0, height):0.##}" """ +
        $"""fill="{fill}" {more}/>""");

    /// <summary>An SVG ellipse.</summary>
    protected static string Ellipse(double x, double y, double rx, double ry, string fill, string more = "") => string.Create(
        CultureInfo.InvariantCulture,
        $"""<ellipse cx="{x:0.##}" cy="{y:0.##}" rx="{rx:0.##}" ry="{ry:0.##}" fill="{fill}" {more}/>""");

    /// <summary>An SVG quadrilateral, such as a stripe on the ground in perspective.</summary>
    protected static string Quad(
        double x1, double y1, double x2, double y2, double x3, double y3, double x4, double y4, string fill, string more = "") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""<path d="M{x1:0.##} {y1:0.##}L{x2:0.##} {y2:0.##}L{x3:0.##} {y3:0.##}L{x4:0.##} {y4:0.##}Z" fill="{fill}" {more}/>""");
}
