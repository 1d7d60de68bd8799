using System.Buffers.Binary;

namespace Cutline.Imaging.Tests;

/// <summary>libheif ends the process where a box of a file begins beyond its end, so such a file never reaches it.</summary>
public sealed class HeifBoxesTests
{
    private static readonly byte[] Whole = GoldenPhoto.Bytes("quarters.avif");

    /// <summary>Where its boxes begin: <c>ftyp</c>, <c>meta</c>, <c>mdat</c>.</summary>
    private static readonly int[] Boxes = [0, 28, 262];

    [Fact]
    public void Boxes_beyond_the_end_or_short_of_it_are_an_error()
    {
        foreach (var box in Boxes)
        {
            uint[] lengths = [2, 7, Length(box) - 1, Length(box) + 1, (uint)Whole.Length + 1, 0x7FFF_FFFF, 0xFFFF_FFFF];
            foreach (var length in lengths) Refused(WithLength(box, length));
        }

        foreach (var box in Boxes[1..])
        {
            ulong[] lengths = [0, 15, (ulong)(Whole.Length - box) + 1, ulong.MaxValue, long.MaxValue];
            foreach (var length in lengths) Refused(WithLongLength(box, length));
        }

        for (var length = 13; length < Whole.Length; length++)
            if (length != Boxes[1] && length != Boxes[2]) Refused(Whole[..length]);
        Refused([.. Whole, 1, 2, 3]);
    }

    [Fact]
    public void A_file_that_ends_between_boxes_cannot_be_read()
    {
        foreach (var box in Boxes[1..]) Assert.Throws<PhotoException>(() => Photo.Load(Whole.AsMemory(0, box)));
    }

    [Fact]
    public void A_last_box_that_takes_in_the_rest_is_read()
    {
        using var whole = Photo.Load(Whole);
        using var open = Photo.Load(WithLength(Boxes[2], 0));
        Assert.Equal(whole.Pixels.ToArray(), open.Pixels.ToArray());
    }

    /// <summary>libvips takes a side that is beyond what it can hold for 1, which is within every limit.</summary>
    [Theory]
    [InlineData("quarters.avif", 12)]
    [InlineData("quarters.avif", 16)]
    [InlineData("quarters.heic", 12)]
    [InlineData("quarters.heic", 16)]
    public void A_side_that_cannot_be_is_refused_in_silence(string name, int at)
    {
        var file = GoldenPhoto.Bytes(name);
        var box = file.AsSpan().LastIndexOf("ispe"u8) - 4;
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(box + at), 0x10000040);
        var message = Assert.Throws<PhotoException>(() => Photo.Probe(file)).Message;
        Assert.Contains("states a side of more than", message, StringComparison.Ordinal);
    }

    private static uint Length(int box) => BinaryPrimitives.ReadUInt32BigEndian(Whole.AsSpan(box));

    private static byte[] WithLength(int box, uint length)
    {
        var file = Whole.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(box), length);
        return file;
    }

    /// <summary>With 1 for its length, and the length in the 64 bits behind its name.</summary>
    private static byte[] WithLongLength(int box, ulong length)
    {
        var file = WithLength(box, 1);
        BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(box + 8), length);
        return file;
    }

    private static void Refused(byte[] file)
    {
        var message = Assert.Throws<PhotoException>(() => Photo.Load(file)).Message;
        Assert.Contains("its parts do not fit", message, StringComparison.Ordinal);
    }
}
