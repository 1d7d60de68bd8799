using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

public sealed partial class CarDrawing
{
    private const string Plastic = "#1b1d21";

    private string Gradients()
    {
        var paint = car.Paint;
        return string.Create(CultureInfo.InvariantCulture,
            $"""<linearGradient id="{id}paint" gradientUnits="userSpaceOnUse" x1="0" y1="{-_body.Height:0.##}" x2="0" """ +
            $"""y2="{-_body.Sill:0.##}"><stop offset="0" stop-color="{paint.Lighter(0.34)}"/>""" +
            $"""<stop offset="0.14" stop-color="{paint.Lighter(0.12)}"/><stop offset="0.4" stop-color="{paint.Lighter(0.2)}"/>""" +
            $"""<stop offset="0.5" stop-color="{paint}"/><stop offset="0.78" stop-color="{paint.Darker(0.3)}"/>""" +
            $"""<stop offset="0.92" stop-color="{paint.Darker(0.46)}"/><stop offset="1" stop-color="{paint.Darker(0.62)}"/>""" +
            $"""</linearGradient>""" + $"\n" +
            $"""<linearGradient id="{id}glass" gradientUnits="userSpaceOnUse" x1="0" y1="{-_body.Height:0.##}" x2="0" """ +
            $"""y2="{-_body.Belt(_body.Length / 2):0.##}"><stop offset="0" stop-color="{car.Glass.Lighter(0.1)}"/>""" +
            $"""<stop offset="0.55" stop-color="{car.Glass.Lighter(0.22)}"/><stop offset="1" stop-color="{car.Glass.Darker(0.25)}"/>""" +
            $"""</linearGradient>""" + $"\n" +
            $"""<linearGradient id="{id}sheen" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="{_body.Length:0.##}" y2="0">""" +
            $"""<stop offset="0" stop-color="#fff" stop-opacity="0.1"/><stop offset="0.3" stop-color="#fff" stop-opacity="0.75"/>""" +
            $"""<stop offset="0.75" stop-color="#fff" stop-opacity="0.5"/><stop offset="1" stop-color="#fff" stop-opacity="0.05"/>""" +
            $"""</linearGradient>""" + $"\n" +
            $"""<linearGradient id="{id}lamp" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff"/>""" +
            $"""<stop offset="0.5" stop-color="#dfe9f2"/><stop offset="1" stop-color="#8fa3b5"/></linearGradient>""" + $"\n" +
            $"""<linearGradient id="{id}tail" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ff5347"/>""" +
            $"""<stop offset="1" stop-color="#8e0f14"/></linearGradient>""");
    }

    private void AppendPanels(StringBuilder svg)
    {
        var (length, sill) = (_body.Length, _body.Sill);
        double Shoulder(double x) => _body.Belt(x) - 9;
        double Waist(double x) => sill + (Shoulder(x) - sill) * 0.52;

        // Reflections: the sky in the upper part of the side, the street in the lower part, and a bright edge along the shoulder.
        var (front, rear, frontAxle, rearAxle) = (-5, length + 5, _body.FrontAxle + 50, _body.RearAxle - 46);
        svg.Append(Filled(
            "#fff", "0.10",
            new(front, Shoulder(0)), new(rear, Shoulder(length)), new(rear, Waist(length) + 2),
            new(length / 2, Waist(length / 2) - 4, 200), new(front, Waist(0) + 2)));
        svg.Append(Filled(
            $"url(#{id}sheen)", null,
            new(front, Shoulder(0) - 1), new(rear, Shoulder(length) - 1),
            new(rear, Shoulder(length) + 1.2), new(front, Shoulder(0) + 1.2)));
        svg.Append(Filled(
            "#000", "0.16",
            new(front, Shoulder(0) - 1), new(rear, Shoulder(length) - 1), new(rear, Shoulder(length) - 4), new(front, Shoulder(0) - 4)));
        svg.Append(Filled(
            "#fff", "0.22",
            new(frontAxle, sill + 17, 6), new(rearAxle, sill + 23, 6), new(rearAxle, sill + 21, 4), new(frontAxle, sill + 14, 4)));
        svg.Append($"""<path d="{_outline}" fill="none" stroke="#fff" stroke-opacity="0.35" stroke-width="3"/>""");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<path d="{_outline}" fill="none" stroke="{car.Paint.Darker(0.6)}" stroke-opacity="0.7" stroke-width="1.4"/>""");

        var clad = _body.Rugged ? 13 : 6;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect x="-5" y="{-sill - clad:0.##}" width="{length + 10:0.##}" height="{clad + 10}" fill="{Plastic}" opacity="0.92"/>""");
        AppendBumpers(svg, sill);
    }

    private void AppendBumpers(StringBuilder svg, double sill)
    {
        var length = _body.Length;
        svg.Append(Filled(
            Plastic, null, new(-5, sill - 5), new(-5, sill + 20), new(12, sill + 19, 4), new(30, sill + 8, 6), new(34, sill - 5)));
        svg.Append(Filled(
            Plastic, null,
            new(length + 5, sill - 5), new(length + 5, sill + 17), new(length - 14, sill + 16, 4),
            new(length - 34, sill + 8, 6), new(length - 38, sill - 5)));
        var seam = car.Paint.Darker(0.55);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<path d="M{_body.FrontAxle - 30:0.##} {-sill - 34:0.##}L20 {-_body.Outline[2].Y + 4:0.##}M{_body.RearAxle + 30:0.##} """ +
            $"""{-sill - 34:0.##}L{length - 16:0.##} {-sill - 40:0.##}" stroke="{seam}" stroke-width="1.1" fill="none" opacity="0.8"/>""");
    }

    private void AppendGlass(StringBuilder svg)
    {
        var (first, last) = (_body.Glass[0], _body.Glass[^1]);
        if (car.TwoTone)
        {
            var (left, right) = (first[0].X - 60, last[^1].X + 70);
            svg.Append(Filled(
                "#17191d", "0.94", new(left, first[0].Y + 3), new(right, last[^1].Y + 3), new(right, 400), new(left, 400)));
        }

        foreach (var glass in _body.Glass)
        {
            var path = Corner.Path(glass);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<path d="{path}" fill="#0c0e11" stroke="#0c0e11" stroke-width="5" stroke-linejoin="round"/>""" +
                $"""<path d="{path}" fill="url(#{id}glass)"/>""");
        }

        svg.Append(
            $"""<clipPath id="{id}panes"><path d="{string.Concat(_body.Glass.Select(g => Corner.Path(g)))}"/></clipPath>""" +
            $"""<g clip-path="url(#{id}panes)">""");
        AppendCabin(svg);
        foreach (var pillar in _body.Pillars)
        {
            var foot = _body.Belt(pillar) - 4;
            svg.Append(Filled(
                "#0e1013", null,
                new(pillar - 5, foot), new(pillar - 1, _body.Height), new(pillar + 7, _body.Height), new(pillar + 4, foot)));
        }

        svg.Append("</g>");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<path d="M{first[0].X - 4:0.##} {-first[0].Y + 2.6:0.##}L{first[^1].X + 3:0.##} {-first[^1].Y + 2.6:0.##}" """ +
            $"""stroke="#cfd5db" stroke-width="1.5" opacity="0.85"/>""");
    }

    private void AppendCabin(StringBuilder svg)
    {
        var front = _body.Seams[0] + 58;
        double[] seats = _body.Seams.Length > 2 ? [front, _body.Seams[1] + 52] : [front];
        foreach (var x in seats)
        {
            var y = _body.Belt(x);
            svg.Append(Filled(
                "#0b0d10", "0.6",
                new(x - 8, y - 6), new(x + 2, y + 10, 6), new(x + 6, y + 27, 6),
                new(x + 20, y + 27, 6), new(x + 22, y + 8, 6), new(x + 26, y - 6)));
        }

        // The sky reflected in the windows, as slanted stripes.
        var (left, belt, top) = (_body.Glass[0][1].X, _body.Belt(_body.Length / 2) - 10, _body.Height);
        foreach (var (x, width, opacity) in new[] { (left + 10, 34, "0.16"), (left + 52, 9, "0.12"), (left + 150, 46, "0.1") })
            svg.Append(
                Filled("#dfefff", opacity, new(x - 22, belt), new(x + 22, top), new(x + 22 + width, top), new(x - 22 + width, belt)));
    }

    private static string Filled(string fill, string? opacity, params ReadOnlySpan<Corner> corners)
    {
        var more = opacity is null ? "" : $" opacity=\"{opacity}\"";
        return $"""<path d="{Corner.Path(corners)}" fill="{fill}"{more}/>""";
    }
}
