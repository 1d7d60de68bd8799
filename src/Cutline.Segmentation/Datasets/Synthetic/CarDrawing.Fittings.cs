using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

public sealed partial class CarDrawing
{
    private void AppendSeams(StringBuilder svg)
    {
        var colour = car.Paint.Darker(0.62);
        svg.Append(CultureInfo.InvariantCulture, $"""<g stroke="{colour}" stroke-width="1.3" fill="none">""");
        foreach (var x in _body.Seams)
        {
            var (top, bottom) = (_body.Belt(x) - 2, _body.Sill + 8);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<path d="M{x:0.##} {-top:0.##}C{x - 6:0.##} {-top + 22:0.##} {x - 6:0.##} {-bottom - 22:0.##} {x - 1:0.##} """ +
                $"""{-bottom:0.##}"/>""");
        }

        svg.Append("</g>");
        foreach (var x in _body.Seams.Skip(1))
        {
            var (at, y) = (x - 34, _body.Belt(x) - 17);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect x="{at:0.##}" y="{-y:0.##}" width="22" height="5.4" rx="2.7" fill="{car.Paint.Darker(0.5)}"/>""" +
                $"""<rect x="{at:0.##}" y="{-y - 1.4:0.##}" width="22" height="4" rx="2" fill="{car.Paint.Lighter(0.35)}"/>""");
        }

        var cap = _body.RearAxle + 16;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect x="{cap:0.##}" y="{-_body.Belt(cap) + 15:0.##}" width="15" height="14" rx="3.5" fill="none" stroke="{colour}" """ +
            $"""stroke-width="1.1" opacity="0.8"/>""");
        AppendMirror(svg);
    }

    private void AppendMirror(StringBuilder svg)
    {
        var corner = _body.Glass[0][0];
        var (x, y) = (corner.X + 20, corner.Y + 2);
        var path = Corner.Path(
            new(x - 9, y + 2, 3), new(x - 10, y + 14, 6), new(x + 8, y + 15, 4), new(x + 10, y + 3, 4), new(x + 3, y - 2));
        svg.Append($"""<path d="{path}" fill="{car.Paint.Lighter(0.1)}" stroke="{car.Paint.Darker(0.6)}" stroke-width="1.2"/>""");
    }

    private void AppendLights(StringBuilder svg)
    {
        var (nose, hood) = (_body.Outline[2], _body.Outline[3]);
        var head = Corner.Path(
            new(nose.X - 5, nose.Y + 1), new(hood.X - 6, hood.Y - 1, 4),
            new(hood.X + 27, hood.Y - 2.5, 4), new(hood.X + 14, nose.Y + 2, 8));
        var beam = Corner.Path(
            new(hood.X - 6, nose.Y + 5), new(hood.X - 3, nose.Y + 8, 2), new(hood.X + 14, hood.Y - 6, 2),
            new(hood.X + 15, hood.Y - 8.5, 2), new(hood.X + 8, nose.Y + 4, 4));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<path d="{head}" fill="url(#{id}lamp)" stroke="#20242a" stroke-width="1.8"/>""" +
            $"""<path d="{beam}" fill="#5d7183" opacity="0.75"/>""" +
            $"""<path d="M{nose.X:0.##} {-nose.Y - 3:0.##}L{hood.X + 15:0.##} {-nose.Y - 4:0.##}" stroke="#fff" stroke-width="2.2"/>""");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect x="{hood.X - 4:0.##}" y="{-_body.Sill - 17:0.##}" width="14" height="5" rx="2.5" fill="#d8dee5" opacity="0.85"/>""");

        var (rear, top, bottom) = (_body.Length, _body.TailTop, _body.TailTop - _body.TailHeight);
        var reach = _body.TailHeight > 30 ? 9 : 30;
        var tail = Corner.Path(
            new(rear - reach - 4, top - 2, 4), new(rear + 6, top + 2), new(rear + 6, bottom),
            new(rear - 12, bottom, 4), new(rear - reach, top - _body.TailHeight * 0.55, 6));
        svg.Append($"""<path d="{tail}" fill="url(#{id}tail)" stroke="#3b0709" stroke-width="1.4"/>""");
    }

    private void AppendArches(StringBuilder svg)
    {
        var (radius, clad) = (_body.WheelRadius, _body.Rugged ? 8 : 0);
        foreach (var axle in Axles)
        {
            if (clad > 0) svg.Append($"""<g fill="{Plastic}">{Circle(axle, radius, radius + 7 + clad)}</g>""");
            svg.Append(
                $"""<g fill="none" stroke="{car.Paint.Lighter(0.25)}" stroke-opacity="0.6" """ +
                $"""stroke-width="2">{(clad > 0 ? "" : Circle(axle, radius, radius + 7))}</g>""");
            svg.Append($"""<g fill="#08090a">{Circle(axle, radius, radius + 6)}</g>""");
        }
    }
}
