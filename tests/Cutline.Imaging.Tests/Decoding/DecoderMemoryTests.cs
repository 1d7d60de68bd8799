using System.Buffers.Binary;
using Cutline.Imaging.Decoding;

namespace Cutline.Imaging.Tests.Decoding;

/// <summary>Pictures that take more than they promise.</summary>
[Collection(nameof(Alone))]
public sealed class DecoderMemoryTests
{
    /// <summary>64×64 pixels, in one tile of 30,000×30,000 that is all there: its decoder takes memory for the tile.</summary>
    [LinuxFact]
    public void A_small_picture_with_a_vast_tile_is_an_error_and_the_next_one_is_read()
    {
        using var pool = new DecoderPool(processes: 1, Decoders.Program);
        var error = Assert.Throws<PhotoException>(() => pool.Load(Tile(30_000), name: "tile.tif"));
        Assert.StartsWith("tile.tif cannot be read: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(64, pool.Probe(GoldenPhoto.Bytes("quarters.tif")).Width);
        Assert.InRange(Decoders.Peak(pool.NextProcess!.Value), 0, 400L << 20);
    }

    [LinuxFact]
    public void Memory_is_the_same_after_a_thousand_pictures()
    {
        using var pool = new DecoderPool(processes: 1, Decoders.Program);
        using var noise = Drawn.Noise(400, 300);
        var file = noise.Encode(new(PhotoFormat.Jpeg));
        long After(int pictures)
        {
            for (var i = 0; i < pictures; i++) pool.Load(i % 10 == 0 ? GoldenPhoto.Bytes("quarters.avif") : file).Dispose();
            return Decoders.Resident(pool.NextProcess!.Value);
        }

        var (process, early) = (pool.NextProcess, After(300));
        Assert.InRange(After(1000) - early, -100L << 20, 24L << 20);
        Assert.Equal(process, pool.NextProcess);
    }

    /// <summary>A photo of five megapixels is far within what a decoder may take, as are its progressive and turned forms.</summary>
    [LinuxFact]
    public void A_large_photo_is_read_and_its_memory_is_given_back()
    {
        using var pool = new DecoderPool(processes: 1, Decoders.Program);
        using var noise = Drawn.Noise(4000, 3000);
        foreach (var format in (PhotoFormat[])[PhotoFormat.Jpeg, PhotoFormat.WebP, PhotoFormat.Png])
        {
            var file = noise.Encode(new(format) { Effort = 0 });
            using var own = Photo.Load(file);
            using var other = pool.Load(file);
            Assert.True(own.Pixels.SequenceEqual(other.Pixels));
        }

        Assert.InRange(Decoders.Resident(pool.NextProcess!.Value), 0, 350L << 20);
    }

    /// <summary>A TIFF of one tile, grey, its bytes left out at the end of a sparse offset.</summary>
    private static byte[] Tile(int side)
    {
        (ushort Tag, ushort Type, int Value)[] entries =
        [
            (256, 4, 64), (257, 4, 64), (258, 3, 8), (259, 3, 8), (262, 3, 1), (277, 3, 1), (322, 4, side / 16 * 16), (323, 4, side / 16 * 16),
            (324, 4, 200), (325, 4, 11),
        ];
        var file = new byte[256];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 8);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(8), (short)entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = file.AsSpan(10 + 12 * i);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], entries[i].Type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], entries[i].Value);
        }

        return file;
    }
}
