namespace Cutline.Imaging;

/// <summary>A file cannot be written for want of room: the disk is full, or the user's share of it.</summary>
public sealed class DiskFullException : IOException
{
    private DiskFullException(string path, Exception? inner)
        : base($"{path} cannot be written: the disk is full, or your quota is used up; make room, then try again", inner) => Path = path;

    /// <summary>The file that was to be written.</summary>
    public string Path { get; }

    internal static DiskFullException At(string path, Exception e) => e as DiskFullException ?? new DiskFullException(path, e);
}
