namespace Cutline.Imaging.Tests;

/// <summary>A test that needs libvips to read AVIF: skipped where libvips has no loader for it, or that loader no decoder of AV1.</summary>
public sealed class AvifFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(Find);

    public AvifFactAttribute() => Skip = Missing.Value;

    private static string? Find()
    {
        try
        {
            Photo.Load(GoldenPhoto.Bytes("quarters.avif")).Dispose();
            return null;
        }
        catch (PhotoException e)
        {
            var lacking = e.Message.Contains("not found", StringComparison.Ordinal) || e.Message.Contains("nsupported codec", StringComparison.Ordinal);
            return lacking ? $"libvips does not read AVIF here ({e.Message})" : null;
        }
    }
}
