namespace Cutline.Imaging.Decoding;

/// <summary>What a decoder process answers: an error, a header, or where the pixels lie. Nothing in it is believed unchecked.</summary>
internal sealed record DecodeReply
{
    private const int LongestText = 1 << 16;

    private static readonly string[] Formats = ["JPEG", "PNG", "GIF", "WebP", "TIFF", "AVIF", "HEIC"];

    /// <summary>What is wrong with the picture; null where nothing is.</summary>
    internal string? Error { get; init; }

    /// <summary>See <see cref="PhotoException.IsWhole"/>.</summary>
    internal bool IsWhole { get; init; }

    /// <summary>The header, where that was asked for.</summary>
    internal PhotoInfo? Info { get; init; }

    /// <summary>Size of the pixels in the shared file, in pixels.</summary>
    internal (int Width, int Height) Size { get; init; }

    /// <summary>Channels of the pixels, as they were asked for.</summary>
    internal PixelFormat Format { get; private init; }

    /// <summary>Where the pixels begin in the shared file, in bytes. The profile follows them.</summary>
    internal long Offset { get; init; }

    /// <summary>Bytes of the profile; 0 for none.</summary>
    internal int ProfileBytes { get; init; }

    /// <summary>See <see cref="Photo.Warning"/>.</summary>
    internal string? Warning { get; init; }

    internal void Write(BinaryWriter to)
    {
        to.Write(Error is not null);
        if (Error is not null)
        {
            to.Write(Cut(Error));
            to.Write(IsWhole);
            return;
        }

        to.Write(Info is not null);
        if (Info is { } info)
        {
            to.Write(info.Width);
            to.Write(info.Height);
            to.Write((byte)Array.IndexOf(Formats, info.Format));
            to.Write(info.Bands);
            to.Write(info.Orientation);
            to.Write(info.Bits);
            return;
        }

        to.Write(Size.Width);
        to.Write(Size.Height);
        to.Write(Offset);
        to.Write(ProfileBytes);
        to.Write(Warning is not null);
        if (Warning is not null) to.Write(Cut(Warning));
    }

    /// <exception cref="InvalidDataException">It answers another question, or states what cannot be.</exception>
    internal static DecodeReply Read(BinaryReader from, DecodeRequest request)
    {
        if (from.ReadBoolean()) return new() { Error = Line(from.ReadString()), IsWhole = from.ReadBoolean() };
        var isHeader = from.ReadBoolean();
        Require(isHeader == (request.Work == DecodeWork.Probe));
        return isHeader ? new() { Info = Header(from, request.Options.Limits) } : Pixels(from, request);
    }

    private static PhotoInfo Header(BinaryReader from, PhotoLimits limits)
    {
        var (width, height, format) = (from.ReadInt32(), from.ReadInt32(), from.ReadByte());
        var (bands, orientation, bits) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt32());
        Require(width > 0 && height > 0 && (long)width * height <= limits.MaxPixels && format < Formats.Length);
        Require(bands is > 0 and <= ushort.MaxValue && orientation is >= 1 and <= 8 && bits is > 0 and <= 128);
        return new(width, height, Formats[format], bands, orientation, bits);
    }

    private static DecodeReply Pixels(BinaryReader from, DecodeRequest request)
    {
        var (width, height, offset, profile) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt64(), from.ReadInt32());
        var limits = request.Options.Limits;
        Require(width > 0 && height > 0 && (long)width * height <= limits.MaxPixels);
        Require((long)width * height * (int)request.Format <= int.MaxValue && offset >= request.Bytes && offset < long.MaxValue / 2);
        Require(profile >= 0 && profile <= limits.MaxBytes);
        var warning = from.ReadBoolean() ? Line(from.ReadString()) : null;
        return new() { Size = (width, height), Format = request.Format, Offset = offset, ProfileBytes = profile, Warning = warning };
    }

    /// <summary>A message is one line, and not without end.</summary>
    private static string Line(string text)
    {
        Require(text.Length is > 0 and <= LongestText);
        return string.Create(text.Length, text, (line, from) =>
        {
            for (var i = 0; i < line.Length; i++) line[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private static void Require(bool holds)
    {
        if (!holds) throw new InvalidDataException("a decoder process answered what cannot be");
    }
}
