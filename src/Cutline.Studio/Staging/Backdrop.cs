using Cutline.Imaging;

namespace Cutline.Studio.Staging;

/// <summary>What lies behind a subject on its stage.</summary>
public abstract record Backdrop
{
    /// <summary>A light wall that runs into a floor without an edge.</summary>
    public static Backdrop Studio { get; } = new StudioBackdrop();

    /// <summary>The photo's own surroundings, out of focus.</summary>
    public static Backdrop Blurred { get; } = new BlurredBackdrop();

    public static Backdrop Colour(Background colour) => new GradientBackdrop(colour, colour);

    public static Backdrop Gradient(Background top, Background bottom) => new GradientBackdrop(top, bottom);

    /// <param name="cover">Fills the stage and is cut off where it does not fit; otherwise all of it is seen, on its mean colour.</param>
    public static Backdrop Picture(Photo photo, bool cover = true) => new PictureBackdrop(photo, cover);

    /// <summary>Reads <c>studio</c>, <c>blur</c>, <c>gradient</c>, <c>#top-#bottom</c>, or a colour as <see cref="Background.Parse"/> does.</summary>
    /// <exception cref="FormatException">It is none of these, or transparent, which needs no stage.</exception>
    public static Backdrop Parse(string text) => Named(text) ?? Colour(Opaque(text));

    /// <summary>What only a stage can have; null for a plain colour, and for what is none.</summary>
    /// <exception cref="FormatException">It is two colours of which one is none.</exception>
    internal static Backdrop? Named(string text) => text.Trim().ToLowerInvariant() switch
    {
        "studio" => Studio,
        "blur" => Blurred,
        "gradient" => Gradient(Background.White, Background.Parse("#c4c9cf")),
        var name when name.Split('-') is [var top, var bottom] => Gradient(Opaque(top), Opaque(bottom)),
        _ => null,
    };

    /// <summary>Paints the whole stage.</summary>
    internal abstract void Paint(Stage stage);

    private static Background Opaque(string text) => Background.Parse(text) is { IsTransparent: false } colour
        ? colour
        : throw new FormatException($"background '{text}' shows nothing to stand on: give studio, gradient, blur or a colour");
}
