using System.Globalization;

namespace Cutline.Segmentation.Labels;

/// <summary>Decides how masks are read, from a survey of all of them.</summary>
/// <param name="survey">The labels of all masks.</param>
/// <param name="isBinary">Whether a single foreground is meant, however many labels there are.</param>
internal sealed class MaskDecision(MaskSurvey survey, bool isBinary)
{
    /// <summary>Values that are all below this are numbers of classes, or void beside them: no soft edge ends there.</summary>
    private const int ClassNumbers = 64;

    /// <summary>Two areas are further apart than this in RGB: 12 steps of grey, and more of colours, which JPEG blurs more.</summary>
    private const double GreyDistance = 20.8, ColourDistance = 40;

    private const int Shown = 8, MaxAreas = 256;

    private readonly (int Label, LabelCount Count)[] labels = [.. survey.Labels.OrderBy(l => l.Key).Select(l => (l.Key, l.Value))];

    /// <summary>The decision.</summary>
    public MaskReading Decide()
    {
        if (labels.Length <= 1) return MaskReading.AnyPositive;
        return labels[^1].Label < RawMask.Colour ? OfValues() : OfColours();
    }

    /// <summary>The labels with their shares, the smallest first: <c>0 (86.67 %) and 255 (13.33 %)</c>.</summary>
    public string Listing()
    {
        var most = labels.OrderByDescending(l => l.Count.Pixels).Take(Shown).OrderBy(l => l.Label);
        var more = labels.Length - Shown;
        return string.Join(", ", most.Select(l => $"{MaskReading.Name(l.Label)} ({Share(l.Count.Pixels)})"))
            + (more > 0 ? $" and {more} more" : "");
    }

    private MaskReading OfValues()
    {
        var values = labels.Select(l => l.Label).ToArray();
        int[] others = [.. values.Where(v => v is > 0 and < 255)];
        if (values[0] > 0 && values.Length == 2)
            return Refuse(values, "no 0, which is the background where no file names it");
        if (values.Length == 2) return MaskReading.AnyPositive;

        // 255 beside the numbers of classes.
        if (values[^1] == 255 && others is [.., < ClassNumbers] && values[0] == 0 && (others.Length == 1 || isBinary))
        {
            if (survey.Holds255BesideOthers)
                return MaskReading.WithVoid(255, new(
                    $"masks hold {Listing()}: 255 beside {others[0]} is void and counts neither as foreground nor as background",
                    $"where 255 is a class, write {ClassFile.Name}"));
            return isBinary ? MaskReading.AnyPositive : MaskReading.Refuse(
                $"some masks hold 0 and {others[0]}, others 0 and 255 ({Listing()})",
                $"write {ClassFile.Name}, such as {{\"classes\":[\"background\",{{\"name\":\"foreground\","
                    + $"\"values\":[{others[0]},255]}}]}}, or save all masks with the same two values");
        }

        var isNoisy = IsNoisy(values);
        var classes = values[^1] < ClassNumbers ? [.. values] : isNoisy ? NoisyAreas() : ExactAreas(values);
        if (classes is [])
        {
            return isBinary ? MaskReading.Half(Soft()) : MaskReading.Refuse(
                $"masks hold {values.Length} grey values and hardly an area of one value ({Listing()}), as photos do",
                "check that the folders of photos and masks are not exchanged, or give Binary to cut the masks at half");
        }

        if (classes.Length > 2 && !isBinary) return Refuse(classes, "more than background and one foreground");
        if (classes.Length > 2) return isNoisy ? Nearest(classes) : MaskReading.AnyPositive;
        return classes[0] < ClassNumbers && (classes[^1] >= 128 || classes.Length == 1)
            ? MaskReading.Half(Soft())
            : Refuse(classes, "no dark background and bright foreground");
    }

    /// <summary>Whether most values are not of areas: what soft edges and compression leave are lines and dots of many values.</summary>
    private bool IsNoisy(int[] values) => values.Length >= 32 && values.Count(v => v is >= 64 and < 192) >= 8 && HasMoreThanAreas();

    private bool HasMoreThanAreas() => 2 * labels.Count(l => !l.Count.FillsAreas) >= labels.Length;

    /// <summary>
    /// The labels of areas, each for all that compression made of it; none where hardly any neighbours are the same, as in photos. The
    /// pixels of an area count together: the largest first, and what is near it is of it.
    /// </summary>
    private int[] NoisyAreas()
    {
        var kept = new List<int>();
        if (4 * labels.Sum(l => l.Count.Inside) < survey.Pixels) return [];
        var left = labels.Where(l => l.Count.Flat > 0).OrderByDescending(l => l.Count.Flat).ToList();
        for (var tried = 0; tried < MaxAreas && left.Count > 0; tried++)
        {
            var label = left[0].Label;
            var flat = left.Where(l => MaskSurvey.AreNear(l.Label, label)).Sum(l => l.Count.Flat);
            var all = labels.Where(l => MaskSurvey.AreNear(l.Label, label)).Sum(l => l.Count.Pixels);
            var isArea = 1000 * flat >= survey.Pixels && 25 * flat >= all;
            var apart = labels[^1].Label < RawMask.Colour ? GreyDistance : ColourDistance;
            if (isArea && kept.All(k => Distance(k, label) > apart)) kept.Add(label);
            left.RemoveAll(l => MaskSurvey.AreNear(l.Label, label));
        }

        return [.. kept.Order()];
    }

    /// <summary>All values, or those of areas where the others are of soft edges between them.</summary>
    private int[] ExactAreas(int[] values)
    {
        var areas = labels.Where(l => l.Count.FillsAreas).ToArray();
        var rest = labels.Where(l => !l.Count.FillsAreas).ToArray();
        var isSoft = areas.Length > 1 && rest.Any(r => r.Label >= ClassNumbers)
            && (rest.All(r => IsRare(r.Count) && areas.Any(a => MaskSurvey.AreNear(a.Label, r.Label)))
                || 2 * rest.Sum(r => r.Count.OnRamp) >= rest.Sum(r => r.Count.Pixels) || areas.Length == 2 && rest.Length >= 6);
        return isSoft ? [.. areas.Select(a => a.Label)] : values;
    }

    private bool IsRare(LabelCount count) => 5000 * count.Pixels < survey.Pixels;

    private MaskReading Nearest(IReadOnlyCollection<int> areas)
    {
        var background = areas.MinBy(Brightness);
        return MaskReading.Nearest(background, [.. areas.Where(a => a != background).Order().Take(254)], new(
            $"masks hold {labels.Length} labels, as soft edges and compression leave them ({Listing()}): each pixel counts as the nearest "
                + $"of {string.Join(", ", areas.Order().Take(Shown).Select(MaskReading.Name))}",
            "save the masks with exact values, without smoothing and as PNG"));
    }

    private MaskReading OfColours()
    {
        var isNoisy = labels.Length >= 32 && HasMoreThanAreas();
        var areas = isNoisy ? NoisyAreas() : ExactColours();
        if (areas is [])
            return MaskReading.Refuse(
                $"masks hold {labels.Length} colours and hardly an area of one colour, as photos do",
                "check that the folders of photos and masks are not exchanged");
        var background = areas.MinBy(Brightness);
        if (Brightness(background) >= ClassNumbers) return Refuse(areas, "no black, which is the background where no file names it");
        if (areas.Length > 2 && !isBinary) return Refuse(areas, "more than background and one foreground");
        return background == 0 && areas.Length == labels.Length ? MaskReading.AnyPositive : Nearest(areas);
    }

    /// <summary>All colours but those of soft edges between areas.</summary>
    private int[] ExactColours()
    {
        int[] areas = [.. labels.Where(l => l.Count.FillsAreas).Select(l => l.Label)];
        return [.. areas, .. labels.Where(l => !l.Count.FillsAreas && !IsBetween(l.Label, areas)).Select(l => l.Label)];
    }

    /// <summary>Whether a colour is a mixture of two others, as on a soft edge.</summary>
    private static bool IsBetween(int label, int[] areas)
    {
        const int tolerance = 12;
        for (var i = 0; i < areas.Length; i++)
            for (var j = i + 1; j < areas.Length; j++)
                if (Distance(areas[i], label) + Distance(label, areas[j]) - Distance(areas[i], areas[j]) <= tolerance) return true;
        return false;
    }

    private DataNote Soft()
    {
        var unsure = labels.Where(l => Brightness(l.Label) is >= 64 and < 192).Sum(l => l.Count.Pixels);
        return new(
            $"masks hold {labels.Length} values, as soft edges and compression leave them: they are cut at half, and "
                + $"{Share(unsure)} of the pixels lie between a quarter and three quarters",
            "save the masks with two values, without smoothing and as PNG, for exact outlines");
    }

    private MaskReading Refuse(int[] classes, string why)
    {
        var background = classes.MinBy(Brightness);
        var isColours = classes.Any(c => c >= RawMask.Colour);
        var is255Void = !isColours && classes is [_, .., < ClassNumbers, 255];
        int[] others = [.. classes.Where(c => c != background && !(is255Void && c == 255))];
        string Entry(int label, string name) => isColours
            ? $"{{\"name\":\"{name}\",\"maskColours\":[\"{Hex(label)}\"]}}"
            : $"{{\"name\":\"{name}\",\"values\":[{label}]}}";
        var entries = others.Take(Shown).Select((label, i) => Entry(label, others.Length == 1 ? "foreground" : $"class {i + 1}"));
        var more = others.Length > Shown ? ",…" : "";
        var json = $"{{\"classes\":[{string.Join(',', entries.Prepend(Entry(background, "background")))}{more}]}}";
        var meant = others.Length > 1 && Brightness(background) < ClassNumbers
            ? ", or give Binary where all of them are one foreground" : "";
        return MaskReading.Refuse($"masks hold {Listing()}: {why}", $"write {ClassFile.Name}, such as {json}{meant}");
    }

    private static string Hex(int label)
    {
        var (r, g, b) = MaskReading.Rgb(label);
        return string.Create(CultureInfo.InvariantCulture, $"#{r:x2}{g:x2}{b:x2}");
    }

    private static int Brightness(int label)
    {
        var (r, g, b) = MaskReading.Rgb(label);
        return Math.Max(r, Math.Max(g, b));
    }

    private static double Distance(int one, int other)
    {
        var ((r, g, b), (s, t, u)) = (MaskReading.Rgb(one), MaskReading.Rgb(other));
        return Math.Sqrt((r - s) * (r - s) + (g - t) * (g - t) + (b - u) * (b - u));
    }

    private string Share(long pixels) =>
        string.Create(CultureInfo.InvariantCulture, $"{100.0 * pixels / Math.Max(1, survey.Pixels):0.##} %");
}
