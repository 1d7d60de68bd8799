using System.Runtime.CompilerServices;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// The colours in which pictures for people show classes: a set's own where they can be told apart by all kinds of eyes, and those of
/// Cityscapes, which are its standard; otherwise <see cref="Distinct"/>. Files of masks keep the set's own.
/// </summary>
public static class DisplayColours
{
    /// <summary>Colours that differ by less (CIEDE2000, to any kind of eyes) are taken for alike.</summary>
    private const double Alike = 5;

    private static readonly ConditionalWeakTable<ClassSet, ClassSet> Known = [];

    /// <summary>
    /// Colours that differ from each other, from black and from the grey of void by at least 10.3 among the first 16 and 6.9 among all 32,
    /// to normal, protanopic, deuteranopic and tritanopic eyes; to normal ones by 17.8 and 12.1. The first are those of M. Okabe and K. Ito
    /// ("Color Universal Design", 2008), each of the others that of a grid which differs most from those before it.
    /// </summary>
    public static IReadOnlyList<(byte R, byte G, byte B)> Distinct { get; } =
    [
        (0, 114, 178), (230, 159, 0), (0, 158, 115), (204, 121, 167), (86, 180, 233), (213, 94, 0), (240, 228, 66), (135, 0, 75),
        (0, 75, 0), (0, 0, 195), (150, 255, 195), (135, 90, 75), (135, 120, 255), (90, 75, 120), (180, 195, 135), (240, 210, 255),
        (150, 120, 75), (45, 105, 105), (90, 15, 105), (30, 75, 165), (120, 30, 255), (180, 30, 45), (90, 45, 45), (150, 210, 195),
        (135, 105, 135), (150, 150, 75), (225, 165, 165), (165, 120, 195), (195, 240, 135), (240, 105, 120), (0, 210, 75), (90, 90, 45),
    ];

    /// <summary>The classes in the colours to show them in; black ones, as backgrounds are, stay black.</summary>
    /// <param name="classes">In their own colours.</param>
    public static ClassSet Of(ClassSet classes) => Known.GetValue(classes, Choose);

    private static ClassSet Choose(ClassSet classes)
    {
        if (IsCityscapes(classes) || !AreAlike(classes)) return classes;
        var next = 0;
        (byte, byte, byte) Colour(SegmentClass own)
        {
            if (own.Colour == default) return own.Colour;
            return next < Distinct.Count ? Distinct[next++] : ClassPalette.Voc(next++); // nobody tells so many colours apart
        }

        return classes with { Classes = [.. classes.Classes.Select(c => c with { Colour = Colour(c) })] };
    }

    /// <summary>Whether colours are alike, or only those that classes without any are given.</summary>
    private static bool AreAlike(ClassSet classes)
    {
        var colours = classes.Classes.Select(c => c.Colour).ToArray();
        return colours.Select((colour, i) => colour == ClassPalette.Voc(i)).All(isGiven => isGiven)
            || ColourDifference.Least(colours) < Alike;
    }

    private static bool IsCityscapes(ClassSet classes) => classes.Classes.All(
        c => CityscapesLabels.All.Any(label => label.Colour == c.Colour && (label.Name == c.Name || label.Category == c.Name)));
}
