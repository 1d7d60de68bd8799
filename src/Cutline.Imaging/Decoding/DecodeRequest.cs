namespace Cutline.Imaging.Decoding;

/// <summary>What a decoder process is asked for.</summary>
internal enum DecodeWork : byte
{
    Probe = 1,
    Load = 2,
    Indices = 3,
}

/// <summary>A picture to be read by a decoder process.</summary>
/// <param name="Work">What is asked for.</param>
/// <param name="Options">How it is decoded, and the limits.</param>
/// <param name="Name">What errors call it.</param>
/// <param name="Number">See <see cref="SharedFile.Number"/>.</param>
/// <param name="Path">The file that the processes share, which begins with the picture's.</param>
/// <param name="Bytes">The length of the picture's file.</param>
internal sealed record DecodeRequest(DecodeWork Work, PhotoLoad Options, string Name, long Number, string Path, int Bytes)
{
    /// <summary>Channels of the result.</summary>
    internal PixelFormat Format => Work == DecodeWork.Indices ? PixelFormat.Grey : Options.Format;

    internal static DecodeRequest Read(BinaryReader from) => new(
        (DecodeWork)from.ReadByte(),
        new()
        {
            Limits = new() { MaxBytes = from.ReadInt64(), MaxPixels = from.ReadInt64() },
            Format = (PixelFormat)from.ReadByte(),
            KeepProfile = from.ReadBoolean(),
            ShrinkTo = from.ReadBoolean() ? (from.ReadInt32(), from.ReadInt32()) : null,
        },
        from.ReadString(), from.ReadInt64(), from.ReadString(), from.ReadInt32());

    internal void Write(BinaryWriter to)
    {
        to.Write((byte)Work);
        to.Write(Options.Limits.MaxBytes);
        to.Write(Options.Limits.MaxPixels);
        to.Write((byte)Options.Format);
        to.Write(Options.KeepProfile);
        to.Write(Options.ShrinkTo is not null);
        if (Options.ShrinkTo is var (width, height))
        {
            to.Write(width);
            to.Write(height);
        }

        to.Write(Name);
        to.Write(Number);
        to.Write(Path);
        to.Write(Bytes);
    }
}
