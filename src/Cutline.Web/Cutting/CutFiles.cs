namespace Cutline.Web.Cutting;

/// <summary>Pictures that came with an order, as files' bytes.</summary>
/// <param name="Backdrop">To stand before.</param>
/// <param name="Retouch">A grey PNG, see <see cref="Studio.Retouch"/>.</param>
public sealed record CutFiles(ReadOnlyMemory<byte>? Backdrop = null, ReadOnlyMemory<byte>? Retouch = null)
{
    /// <summary>The form's fields that hold them.</summary>
    public const string BackdropName = "backdrop", RetouchName = "retouch";

    public static CutFiles None { get; } = new();
}
