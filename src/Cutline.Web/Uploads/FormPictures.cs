using Cutline.Web.Cutting;
using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>The pictures of an order as they come in with a form: each at most once, in memory, within its bytes.</summary>
internal sealed class FormPictures(ServeOptions options)
{
    /// <summary>Most bytes of each, and never more than a photo may have.</summary>
    private const long BackdropBytes = 16 << 20, RetouchBytes = 8 << 20;

    /// <summary>Most bytes of all.</summary>
    public const long Most = BackdropBytes + RetouchBytes;

    public CutFiles Files { get; private set; } = CutFiles.None;

    /// <exception cref="RefusedException">It is the second of its name, or too large.</exception>
    public async Task ReadAsync(string name, Stream body, CancellationToken cancel)
    {
        var backdrop = name == CutFiles.BackdropName;
        if ((backdrop ? Files.Backdrop : Files.Retouch) is not null) throw new RefusedException(Problem.BadRequest($"there is more than one {name}: send one"));
        var most = Math.Min(backdrop ? BackdropBytes : RetouchBytes, options.Limits.MaxBytes);
        var bytes = await BoundedBody.ReadAsync(body, most, () => new(Problem.TooLarge($"the {name} has more than {most} bytes: send a smaller one")), cancel);
        Files = backdrop ? Files with { Backdrop = bytes } : Files with { Retouch = bytes };
    }
}
