namespace Cutline.Training.Checkpoints.Zip;

/// <summary>The four bytes that each part of a zip file begins with (APPNOTE.TXT, section 4.3).</summary>
internal static class ZipSignature
{
    internal const uint LocalHeader = 0x04034B50;
    internal const uint DirectoryEntry = 0x02014B50;
    internal const uint DirectoryEnd = 0x06054B50;
    internal const uint Directory64End = 0x06064B50;
    internal const uint Directory64Locator = 0x07064B50;
}
