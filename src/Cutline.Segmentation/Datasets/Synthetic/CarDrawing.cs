using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>
/// A drawing of a car from its left side as SVG, in centimetres, standing on Y 0. The whole drawing lies within <see cref="Silhouette"/>,
/// which makes the mask exact: the details of the body are clipped by its outline.
/// </summary>
/// <param name="car">The car.</param>
/// <param name="id">Begins every name that the drawing defines, so that several cars can be in one picture.</param>
/// <param name="farSide">How far the wheels of the other side can be seen beside those of this side, in centimetres.</param>
/// <param name="turn">The rotation of the wheels, in degrees.</param>
public sealed partial class CarDrawing(SceneCar car, string id, double farSide = 0, double turn = 0)
{
    private readonly CarBody _body = car.Body;
    private readonly string _outline = Corner.Path(car.Body.Outline);

    /// <summary>The shapes that the car covers, without colours.</summary>
    public string Silhouette
    {
        get
        {
            var svg = new StringBuilder(FarWheels());
            svg.Append(Under()).Append(Roof());
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="{_outline}"/>""");
            foreach (var axle in Axles) svg.Append(Circle(axle, _body.WheelRadius, _body.WheelRadius));
            return svg.ToString();
        }
    }

    /// <summary>The car in its colours.</summary>
    public string Drawing
    {
        get
        {
            var svg = new StringBuilder("<defs>").Append(Gradients()).Append(WheelDrawing.Definitions(id, car.Trim));
            svg.Append(CultureInfo.InvariantCulture, $"""<clipPath id="{id}body"><path d="{_outline}"/></clipPath></defs>""");
            svg.Append($"""<g fill="#101114">{FarWheels()}{Under()}</g>""");
            svg.Append($"""<g fill="{RoofColour}">{Roof()}</g>""");
            svg.Append($"""<path d="{_outline}" fill="url(#{id}paint)"/><g clip-path="url(#{id}body)">""");
            AppendPanels(svg);
            AppendGlass(svg);
            AppendSeams(svg);
            AppendLights(svg);
            AppendArches(svg);
            svg.Append("</g>");
            foreach (var axle in Axles) svg.Append(WheelDrawing.At(id, axle, _body.WheelRadius, turn + axle));
            return svg.ToString();
        }
    }

    private double[] Axles => [_body.FrontAxle, _body.RearAxle];

    private string RoofColour => car.Extra switch
    {
        RoofExtra.Box => "#1d2024",
        RoofExtra.Rails => "#8b9199",
        _ => car.Paint.Darker(0.45).ToString(),
    };

    private string FarWheels() => farSide == 0 ? "" :
        string.Concat(Axles.Select(axle => Circle(axle + farSide, _body.WheelRadius * 1.04, _body.WheelRadius * 0.95)));

    private string Under() => string.Create(CultureInfo.InvariantCulture,
        $"""<rect x="{_body.FrontAxle:0.##}" y="{-_body.Sill - 4:0.##}" width="{_body.RearAxle - _body.FrontAxle:0.##}" height="9"/>""");

    private string Roof()
    {
        var (front, rear) = (_body.Glass[0][1], _body.Glass[^1][^2]);
        var (from, to, top) = (front.X + 14, rear.X + 6, _body.Height);
        return car.Extra switch
        {
            RoofExtra.Fin => Corner.Path(
                new(to - 16, rear.Y), new(to - 2, rear.Y + 14, 2), new(to + 4, rear.Y + 14, 2), new(to + 10, rear.Y)),
            RoofExtra.Rails => Rail(from, to, top),
            RoofExtra.Box => Box(from, to, top),
            _ => "",
        } is { Length: > 0 } path ? $"""<path d="{path}"/>""" : "";
    }

    private static string Rail(double from, double to, double top) => Corner.Path(
        new(from, top - 10), new(from + 6, top + 5, 4), new(to - 8, top + 5, 4), new(to, top - 12),
        new(to - 6, top - 12), new(to - 12, top + 1, 3), new(from + 10, top + 1, 3), new(from + 6, top - 10));

    private static string Box(double from, double to, double top)
    {
        var rear = Math.Min(to, from + 190);
        var feet = Corner.Path(new(from + 30, top - 12), new(from + 30, top + 8), new(from + 38, top + 8), new(from + 38, top - 12))
            + Corner.Path(new(rear - 44, top - 12), new(rear - 44, top + 8), new(rear - 36, top + 8), new(rear - 36, top - 12));
        return feet + Corner.Path(
            new(from - 4, top + 8, 6), new(from + 30, top + 34, 30), new(rear, top + 37, 10), new(rear + 2, top + 6, 6));
    }

    private static string Circle(double x, double y, double radius) =>
        string.Create(CultureInfo.InvariantCulture, $"""<circle cx="{x:0.##}" cy="{-y:0.##}" r="{radius:0.##}"/>""");
}
