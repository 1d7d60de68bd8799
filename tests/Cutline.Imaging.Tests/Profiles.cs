using System.Buffers.Binary;

namespace Cutline.Imaging.Tests;

/// <summary>Small ICC profiles (version 2) whose colours can be worked out by hand.</summary>
internal static class Profiles
{
    private static readonly double[] White = [0.9642, 1, 0.8249];

    // sRGB's primaries, brought to D50: as XYZ, and as L*a*b*.
    private static readonly double[] Red = [0.4361, 0.2225, 0.0139], Green = [0.3851, 0.7169, 0.0971], Blue = [0.1431, 0.0606, 0.7142];
    private static readonly double[] LabWhite = [100, 0, 0], LabBlack = [0, 0, 0],
        LabRed = [54.29, 80.80, 69.89], LabGreen = [87.82, -79.27, 80.99], LabBlue = [29.57, 68.30, -112.03];

    /// <summary>sRGB's primaries with red and green exchanged: this profile's pure red is sRGB's pure green.</summary>
    internal static byte[] Exchanged() => Build("mntr", "RGB ", "XYZ ", [
        ("wtpt", Xyz(White)), ("rXYZ", Xyz(Green)), ("gXYZ", Xyz(Red)), ("bXYZ", Xyz(Blue)),
        ("rTRC", Gamma()), ("gTRC", Gamma()), ("bTRC", Gamma())]);

    /// <summary>Adobe RGB (1998), gamma 2.2, and ProPhoto (ROMM RGB), gamma 1.8: their primaries, brought to D50.</summary>
    internal static byte[] AdobeRgb() => Matrix([0.6097, 0.3111, 0.0195], [0.2053, 0.6257, 0.0609], [0.1492, 0.0632, 0.7446], 2.2);

    /// <inheritdoc cref="AdobeRgb"/>
    internal static byte[] ProPhoto() => Matrix([0.7977, 0.2880, 0], [0.1352, 0.7119, 0], [0.0313, 0.0001, 0.8249], 1.8);

    /// <summary>The photo's colours, which are sRGB's, in numbers of another profile.</summary>
    internal static Photo Convert(Photo photo, byte[] icc)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, icc);
            using var plain = NetVips.Image.NewFromMemory(
                photo.Pixels.ToArray(), photo.Width, photo.Height, 3, NetVips.Enums.BandFormat.Uchar);
            using var srgb = plain.Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
            using var converted = srgb.IccTransform(file, inputProfile: "srgb");
            return Photo.FromPixels(converted.WriteToMemory<byte>(), photo.Width, photo.Height, PixelFormat.Rgb, icc);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A grey profile with gamma 1: half the light is 128 here and 188 in sRGB.</summary>
    internal static byte[] LinearGrey() => Build("mntr", "GRAY", "XYZ ", [("wtpt", Xyz(White)), ("kTRC", Gamma(1))]);

    /// <summary>Inks that no press has: C prints sRGB's red, M its green, Y its blue; K, and inks over each other, black.</summary>
    internal static byte[] StrangeInks()
    {
        var table = new double[16][];
        Array.Fill(table, LabBlack);
        (table[0], table[8], table[4], table[2]) = (LabWhite, LabRed, LabGreen, LabBlue); // C is the highest bit, K the lowest
        int[] line = [0, 0xFFFF];
        int[] entries = [2, 2, .. line, .. line, .. line, .. line, .. table.SelectMany(Lab16), .. line, .. line, .. line];
        double[] identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        byte[] words = [.. entries.SelectMany(e => (byte[])[(byte)(e >> 8), (byte)e])];
        byte[] lut = [.. "mft2"u8, 0, 0, 0, 0, 4, 3, 2, 0, .. identity.SelectMany(Fixed), .. words];
        return Build("prtr", "CMYK", "Lab ", [("wtpt", Xyz(White)), ("A2B0", lut), ("A2B1", lut)]);
    }

    private static byte[] Matrix(double[] red, double[] green, double[] blue, double gamma) => Build("mntr", "RGB ", "XYZ ", [
        ("wtpt", Xyz(White)), ("rXYZ", Xyz(red)), ("gXYZ", Xyz(green)), ("bXYZ", Xyz(blue)),
        ("rTRC", Gamma(gamma)), ("gTRC", Gamma(gamma)), ("bTRC", Gamma(gamma))]);

    private static byte[] Build(string kind, string space, string connection, (string Name, byte[] Data)[] tags)
    {
        var head = new byte[132 + 12 * tags.Length];
        Write(head, 8, 0x02400000);
        foreach (var (at, text) in new[] { (12, kind), (16, space), (20, connection), (36, "acsp") })
            System.Text.Encoding.ASCII.GetBytes(text).CopyTo(head, at);
        White.SelectMany(Fixed).ToArray().CopyTo(head, 68);
        Write(head, 128, tags.Length);
        var body = new List<byte>();
        for (var i = 0; i < tags.Length; i++)
        {
            var at = 132 + 12 * i;
            System.Text.Encoding.ASCII.GetBytes(tags[i].Name).CopyTo(head, at);
            Write(head, at + 4, head.Length + body.Count);
            Write(head, at + 8, tags[i].Data.Length);
            body.AddRange(tags[i].Data);
            while (body.Count % 4 != 0) body.Add(0);
        }

        Write(head, 0, head.Length + body.Count);
        return [.. head, .. body];
    }

    private static void Write(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), value);

    private static byte[] Fixed(double value)
    {
        var bytes = new byte[4];
        Write(bytes, 0, (int)Math.Round(value * 65536));
        return bytes;
    }

    private static int[] Lab16(double[] lab) => [(int)(lab[0] * 652.80), (int)((lab[1] + 128) * 256), (int)((lab[2] + 128) * 256)];

    private static byte[] Xyz(double[] xyz) => [.. "XYZ "u8, 0, 0, 0, 0, .. xyz.SelectMany(Fixed)];

    private static byte[] Gamma(double gamma = 2.2) => [.. "curv"u8, 0, 0, 0, 0, 0, 0, 0, 1, (byte)gamma, (byte)(gamma % 1 * 256)];
}
