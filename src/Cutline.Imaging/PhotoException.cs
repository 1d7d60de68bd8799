namespace Cutline.Imaging;

/// <summary>A picture cannot be read or written; the message names it, the cause and the repair.</summary>
public sealed class PhotoException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the file is whole and what it holds is not of use: another copy of it would not help.</summary>
    public bool IsWhole { get; init; }
}
