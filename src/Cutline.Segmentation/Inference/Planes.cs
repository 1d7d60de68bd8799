namespace Cutline.Segmentation.Inference;

/// <summary>Numbers of shape (channels, height, width), plane after plane: a normalized photo, or probabilities of classes.</summary>
public sealed class Planes
{
    /// <summary>Planes of zeros.</summary>
    public Planes(int channels, int height, int width) : this(new float[checked(channels * height * width)], channels, height, width)
    {
    }

    /// <summary>Planes of some numbers.</summary>
    /// <param name="values">C·H·W numbers; owned from now on.</param>
    /// <param name="channels">C.</param>
    /// <param name="height">H, in pixels.</param>
    /// <param name="width">W, in pixels.</param>
    /// <exception cref="ArgumentException">There are not C·H·W of them.</exception>
    public Planes(float[] values, int channels, int height, int width)
    {
        if (channels < 1 || height < 1 || width < 1 || values.Length != (long)channels * height * width)
            throw new ArgumentException($"{values.Length} numbers are not {channels} planes of {width}×{height}: give C·H·W");
        (Values, Channels, Height, Width) = (values, channels, height, width);
    }

    /// <summary>The numbers (C, H, W).</summary>
    public float[] Values { get; }

    /// <summary>C.</summary>
    public int Channels { get; }

    /// <summary>H, in pixels.</summary>
    public int Height { get; }

    /// <summary>W, in pixels.</summary>
    public int Width { get; }

    /// <summary>One row of a plane.</summary>
    public Span<float> Row(int channel, int y) => Values.AsSpan((channel * Height + y) * Width, Width);

    /// <summary>A rectangle of each plane, as a copy.</summary>
    public Planes Crop(int x, int y, int width, int height)
    {
        var part = new Planes(GC.AllocateUninitializedArray<float>(Channels * height * width), Channels, height, width);
        for (var c = 0; c < Channels; c++)
            for (var row = 0; row < height; row++)
                Row(c, y + row).Slice(x, width).CopyTo(part.Row(c, row));
        return part;
    }

    /// <summary>Some of the planes, as a copy where they are not all.</summary>
    internal Planes Part(int first, int count) => count == Channels
        ? this
        : new(Values[(first * Height * Width)..((first + count) * Height * Width)], count, Height, Width);

    /// <summary>The planes mirrored left to right, as a copy.</summary>
    public Planes Mirror()
    {
        var mirrored = new Planes((float[])Values.Clone(), Channels, Height, Width);
        for (var at = 0; at < Values.Length; at += Width) mirrored.Values.AsSpan(at, Width).Reverse();
        return mirrored;
    }

    /// <summary>The planes at another size, bilinearly, by the pixels' centres; these planes where the size is theirs.</summary>
    public Planes Resize(int height, int width)
    {
        if (height == Height && width == Width) return this;
        var resized = new Planes(GC.AllocateUninitializedArray<float>(checked(Channels * height * width)), Channels, height, width);
        var bilinear = new BilinearResize(Width, Height, width, height);
        for (var c = 0; c < Channels; c++)
        {
            var plane = Values.AsSpan(c * Height * Width, Height * Width);
            for (var y = 0; y < height; y++) bilinear.Row(plane, y, resized.Row(c, y));
        }

        return resized;
    }
}
