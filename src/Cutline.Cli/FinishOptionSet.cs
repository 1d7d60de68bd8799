using System.CommandLine;
using System.CommandLine.Parsing;
using Cutline.Imaging;
using Cutline.Studio;
using Cutline.Studio.Plates;
using Cutline.Studio.Staging;

namespace Cutline.Cli;

/// <summary>What becomes of a photo and its mask: what lies behind, the frame, the car's stand, and what a hand changes.</summary>
internal sealed class FinishOptionSet
{
    private readonly Option<string> background = new("--background") { Description = "transparent; a colour such as '#fff' or white; studio, gradient, '#top-#bottom', blur, or another photo's path", DefaultValueFactory = _ => "transparent" };
    private readonly Option<string?> fit = new Option<string?>("--fit") { Description = "how another photo lies behind: cover fills the frame, contain shows all of it [cover]" }.AcceptOnlyFromAmong("cover", "contain");
    private readonly Option<string?> crop = new("--crop") { Description = "crop to the car with this margin: 5%, 24px or 0" };
    private readonly Option<string?> aspect = new("--aspect") { Description = "width to height of the result, such as 4:3, with something behind the car" };
    private readonly Option<double?> shadow = new Option<double?>("--shadow") { Description = "darkness of the shadow below the car, 0 to 1 [0.7 with studio, else 0]" }.WithPoint();
    private readonly Option<double?> reflection = new Option<double?>("--reflection") { Description = "strength of its mirror image in the floor, 0 to 1 [0]" }.WithPoint();
    private readonly Option<double?> straighten = new Option<double?>("--straighten") { Description = "turn the photo by so many degrees, clockwise positive, -20 to 20 [0]" }.WithPoint();
    private readonly Option<string?> plate = new("--plate") { Description = "cover the licence plate with a plain one: cover to have it found, or its corners as x1,y1,…,x4,y4 in the photo's pixels, clockwise from its top left" };
    private readonly Option<string?> retouch = new("--retouch") { Description = "a grey PNG over the whole photo that changes the mask: 128 leaves it, 0 erases, 255 restores" };
    private readonly Option<int?> size = new("--size") { Description = "most pixels of the result's longer side; it is never enlarged" };

    internal static FinishOptionSet AddTo(Command command)
    {
        var set = new FinishOptionSet();
        foreach (var option in (Option[])[set.background, set.fit, set.crop, set.aspect, set.shadow, set.reflection, set.straighten, set.plate, set.retouch, set.size]) command.Options.Add(option);
        return set;
    }

    /// <exception cref="ArgumentException">A value is out of range, or has no use without another.</exception>
    /// <exception cref="FormatException">A value is not understood.</exception>
    /// <exception cref="PhotoException">A picture cannot be read.</exception>
    internal Finish Read(ParseResult parsed)
    {
        var behind = parsed.GetValue(background)!;
        var picture = Picture(behind);
        if (picture is null && parsed.GetValue(fit) is not null) throw new ArgumentException("--fit is of another photo: give its path with --background, too");
        return Finish.Parse(new()
        {
            Background = behind,
            Picture = picture,
            Fit = parsed.GetValue(fit) == "contain" ? PictureFit.Contain : PictureFit.Cover,
            Crop = parsed.GetValue(crop) is { } margin ? Margin.Parse(margin) : null,
            Aspect = parsed.GetValue(aspect) is { } ratio ? Aspect.Parse(ratio) : null,
            Shadow = parsed.GetValue(shadow),
            Reflection = parsed.GetValue(reflection),
            Straighten = parsed.GetValue(straighten) ?? 0,
            Plate = parsed.GetValue(plate) is { } cover ? PlateCover.Parse(cover) : null,
            Retouch = Hand(parsed.GetValue(retouch)),
            Size = parsed.GetValue(size),
        });
    }

    /// <summary>The option given that is of one photo alone; null where none is.</summary>
    internal string? OfOnePhoto(Finish finish) => finish.IsRetouched ? retouch.Name : finish.PlacesPlate ? plate.Name : null;

    private static ReadOnlyMemory<byte>? Picture(string path)
    {
        if (!File.Exists(path)) return null;
        var bytes = Photo.ReadFile(path);
        Photo.Probe(bytes, name: path);
        return bytes;
    }

    private static ReadOnlyMemory<byte>? Hand(string? path)
    {
        if (path is null) return null;
        var bytes = Photo.ReadFile(path);
        Retouch.Check(bytes);
        return bytes;
    }
}
