using System.Buffers.Binary;
using System.Diagnostics;
using Cutline.Imaging;

namespace Cutline.Imaging.Tests;

public sealed class HostileFilesTests
{
    public static TheoryData<string, byte[]> Refused => new()
    {
        { "zero bytes", [] },
        { "text", "this is not a picture, it is a text"u8.ToArray() },
        { "svg", """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"""u8.ToArray() },
        { "pdf", "%PDF-1.4\n1 0 obj<<>>endobj"u8.ToArray() },
        { "a magic number alone", [0xFF, 0xD8, 0xFF] },
        { "a bomb", Bomb() },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_picture_is_refused_in_one_line(string what, byte[] file)
    {
        foreach (var read in (Action[])[() => Photo.Load(file, name: what).Dispose(), () => Photo.Probe(file, name: what), () => Photo.LoadIndices(file, name: what).Dispose()])
        {
            var message = Assert.Throws<PhotoException>(read).Message;
            Assert.StartsWith(what, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void Limits_hold_before_decoding()
    {
        var file = Drawn.Quarters(64, 64).Encode(new PhotoEncoding(PhotoFormat.Png));
        Assert.Throws<PhotoException>(() => Photo.Load(file, new PhotoLoad { Limits = new PhotoLimits { MaxPixels = 64 * 64 - 1 } }));
        Assert.Throws<PhotoException>(() => Photo.Load(file, new PhotoLoad { Limits = new PhotoLimits { MaxBytes = file.Length - 1 } }));
        Photo.Load(file, new PhotoLoad { Limits = new PhotoLimits { MaxPixels = 64 * 64, MaxBytes = file.Length } }).Dispose();
    }

    [Theory]
    [InlineData(PhotoFormat.Jpeg)]
    [InlineData(PhotoFormat.Png)]
    public void A_truncated_picture_is_refused(PhotoFormat format)
    {
        var file = Drawn.Quarters(200, 200).Encode(new PhotoEncoding(format));
        Assert.Throws<PhotoException>(() => Photo.Load(file.AsMemory(0, file.Length / 2)).Dispose());
    }

    [Fact]
    public void Damaged_files_never_crash_and_leave_no_memory_behind()
    {
        var random = new Random(7);
        using var photo = Drawn.Quarters(96, 64);
        using var grey = Photo.FromPixels(new byte[64], 8, 8, PixelFormat.Grey);
        byte[][] files = [.. new[] { PhotoFormat.Jpeg, PhotoFormat.Png, PhotoFormat.WebP }.Select(f => photo.Encode(new PhotoEncoding(f))), grey.Encode(new PhotoEncoding(PhotoFormat.Gif))];
        void Round(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var file = files[i % files.Length].ToArray();
                for (var n = random.Next(1, 12); n > 0; n--) file[random.Next(file.Length)] = (byte)random.Next(256);
                try
                {
                    Photo.Load(file.AsMemory(0, random.Next(1, file.Length + 1))).Dispose();
                }
                catch (PhotoException)
                {
                }
            }
        }

        Round(400);
        var before = Resident();
        Round(1600);
        Assert.InRange(Resident() - before, long.MinValue, 48L << 20);
    }

    [Fact]
    public void A_released_photo_says_so()
    {
        var photo = Drawn.Quarters(4, 4);
        photo.Dispose();
        photo.Dispose();
        Assert.Throws<ObjectDisposedException>(() => photo.Pixels.Length);
        Assert.Throws<ObjectDisposedException>(() => photo.Resize(2, 2, Kernel.Area));
        Assert.Throws<ObjectDisposedException>(() => photo.Encode(new PhotoEncoding(PhotoFormat.Png)));
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>A PNG whose header promises 60,000 × 60,000 pixels.</summary>
    private static byte[] Bomb()
    {
        using var small = Drawn.Quarters(2, 2);
        var file = small.Encode(new PhotoEncoding(PhotoFormat.Png));
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), 60_000);
        return file;
    }
}
