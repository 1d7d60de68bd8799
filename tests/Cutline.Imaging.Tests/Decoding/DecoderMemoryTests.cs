using Cutline.Imaging.Decoding;

namespace Cutline.Imaging.Tests.Decoding;

/// <summary>What a decoder process may take, and what is left of it afterwards.</summary>
[Collection(nameof(Alone))]
public sealed class DecoderMemoryTests
{
    /// <summary>64 MiB beyond what it has, and no more, are there for a process that takes all it can get.</summary>
    [LinuxFact]
    public void Memory_beyond_the_limit_is_not_there()
    {
        var (code, said) = Limited.Run(Limited.Hungry);
        Assert.Equal(0, code);
        Assert.InRange(int.Parse(said, System.Globalization.CultureInfo.InvariantCulture), Limited.MiB - 16, Limited.MiB);
    }

    /// <summary>A second more than it has had: the system ends a process that computes without end.</summary>
    [LinuxFact]
    public void Time_beyond_the_limit_ends_the_process()
    {
        const int BySystem = 128 + 24; // SIGXCPU
        Assert.Equal(BySystem, Limited.Run(Limited.Busy).Code);
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

        var (process, early) = (pool.NextProcess, After(200));
        Assert.InRange(After(800) - early, -100L << 20, 24L << 20);
        Assert.Equal(process, pool.NextProcess);
    }

    /// <summary>A photo of twelve megapixels is far within what a decoder may take, as are its progressive and turned forms.</summary>
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
}
