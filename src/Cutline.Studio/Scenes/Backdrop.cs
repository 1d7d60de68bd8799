using Cutline.Imaging;

namespace Cutline.Studio.Scenes;

/// <summary>The background of a scene.</summary>
public abstract record Backdrop
{
    /// <summary>A photo studio: a light wall that curves into the floor.</summary>
    public static Backdrop Studio { get; } = new StudioBackdrop();

    /// <summary>The photo's own background, blurred.</summary>
    public static Backdrop Blurred { get; } = new BlurredBackdrop();

    /// <summary>One colour.</summary>
    public static Backdrop Colour(Background colour) => new GradientBackdrop(colour, colour);

    /// <summary>A vertical gradient between two colours.</summary>
    public static Backdrop Gradient(Background top, Background bottom) => new GradientBackdrop(top, bottom);

    /// <summary>Another photo.</summary>
    /// <param name="photo">RGB; it must live until the scene is rendered.</param>
    /// <param name="cover">Whether it fills the frame and is cropped to it; otherwise it is shown whole, on its mean colour.</param>
    public static Backdrop Picture(Photo photo, bool cover = true) => new PictureBackdrop(photo, cover);

    /// <summary>
    /// Parses <c>studio</c>, <c>blur</c>, <c>gradient</c>, <c>#top-#bottom</c>, or a colour as <see cref="Background.Parse"/> does.
    /// </summary>
    /// <exception cref="FormatException">The text has another form, or is transparent.</exception>
    public static Backdrop Parse(string text) => Named(text) ?? Colour(Opaque(text));

    /// <summary>Parses the backdrops that are not a single colour; null for any other text.</summary>
    /// <exception cref="FormatException">The text has the form of two colours, and one of them is not a colour.</exception>
    internal static Backdrop? Named(string text) => text.Trim().ToLowerInvariant() switch
    {
        "studio" => Studio,
        "blur" => Blurred,
        "gradient" => Gradient(Background.White, Background.Parse("#c4c9cf")),
        var name when name.Split('-') is [var top, var bottom] => Gradient(Opaque(top), Opaque(bottom)),
        _ => null,
    };

    /// <summary>Paints the whole canvas.</summary>
    internal abstract void Paint(SceneCanvas canvas);

    private static Background Opaque(string text) => Background.Parse(text) is { IsTransparent: false } colour
        ? colour
        : throw new FormatException($"background '{text}' is transparent: give studio, gradient, blur or a colour");
}
