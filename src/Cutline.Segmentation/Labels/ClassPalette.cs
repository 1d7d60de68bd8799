namespace Cutline.Segmentation.Labels;

/// <summary>Colours for classes that have none of their own.</summary>
public static class ClassPalette
{
    /// <summary>
    /// The colour map of the PASCAL VOC challenge (VOClabelcolormap of its development kit): the bits of the index are distributed over
    /// red, green and blue, beginning with the highest bit of each. Index 0 is black; all 256 colours are different.
    /// </summary>
    public static (byte R, byte G, byte B) Voc(int index)
    {
        int r = 0, g = 0, b = 0;
        for (var bit = 7; bit >= 0; bit--, index >>= 3)
        {
            r |= (index & 1) << bit;
            g |= (index >> 1 & 1) << bit;
            b |= (index >> 2 & 1) << bit;
        }

        return ((byte)r, (byte)g, (byte)b);
    }
}
