using Cutline.Imaging;
using Cutline.Imaging.Tests;
using Cutline.Studio.Plates;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Tests.Scenes;

/// <summary>Photos whose numbers are those of another profile than sRGB, in which backgrounds are chosen.</summary>
public sealed class ProfileTests : IDisposable
{
    private readonly DrawnScene scene =
        new(300, 200, DrawnScene.Car(50, 150, 2), DrawnScene.Flat(150, 70, 60), DrawnScene.Flat(90, 120, 100));

    public static TheoryData<string> Profiles => new("P3", "Adobe RGB", "ProPhoto", "exchanged");

    [Theory]
    [MemberData(nameof(Profiles))]
    public void What_lies_behind_a_car_is_as_it_was_chosen(string profile)
    {
        using var photo = Imaging.Tests.Profiles.Convert(scene.Photo, Named(profile));
        using var behind = Muted();
        var picture = behind.Photo;
        using var foreign = Imaging.Tests.Profiles.Convert(picture, Named(profile));
        SceneOptions[] options =
        [
            new() { Background = "#e30613" }, new() { Background = "#1e90ff", Aspect = new(1, 1), Shadow = 0.5, Reflection = 0.5 },
            new() { Background = "studio" }, new() { Background = "#c04030-#30a060" }, new() { Background = "blur" },
            new() { Picture = foreign.Encode(new(PhotoFormat.Png)) }, new() { Picture = picture.Encode(new(PhotoFormat.Png)) },
            new() { Background = "#e30613", Plate = PlateCover.Parse("130,110,170,110,170,120,130,120"), Straighten = 3 },
        ];
        foreach (var option in options)
        {
            using var wanted = Run(option, scene.Photo);
            using var shown = Run(option, photo);
            Assert.Null(shown.Photo.IccProfile);
            Assert.Equal(wanted.Part, shown.Part);
            Near(wanted.Photo, shown.Photo, 6);
        }

        using var plain = Run(options[0], photo);
        Assert.Equal([227, 6, 19], plain.Photo.Pixels[..3].ToArray());
    }

    [Fact]
    public void A_backdrop_that_kept_its_profile_is_converted()
    {
        using var behind = Muted();
        var picture = behind.Photo;
        using var foreign = Imaging.Tests.Profiles.Convert(picture, Imaging.Tests.Profiles.ProPhoto());
        using var matte = Studio.Mattes.Matte.Estimate(scene.Photo, scene.Probabilities(75, 50), 75, 50);
        using var wanted = SceneRenderer.Render(scene.Photo, matte, new() { Backdrop = Backdrop.Picture(picture) });
        using var shown = SceneRenderer.Render(scene.Photo, matte, new() { Backdrop = Backdrop.Picture(foreign) });
        Near(wanted.Photo, shown.Photo, 6);
    }

    [Fact]
    public void A_transparent_cut_out_keeps_the_photo_s_numbers_and_profile()
    {
        var icc = Imaging.Tests.Profiles.AdobeRgb();
        using var photo = Imaging.Tests.Profiles.Convert(scene.Photo, icc);
        using var cut = Run(new(), photo);
        Assert.Equal(icc, cut.Photo.IccProfile);
        var (x, y) = (150, 115);
        Assert.Equal(photo.Pixels.Slice((y * 300 + x) * 3, 3).ToArray(), cut.Photo.Pixels.Slice((y * 300 + x) * 4, 3).ToArray());
    }

    public void Dispose() => scene.Dispose();

    /// <summary>Colours that eight bits of every profile hold finely enough.</summary>
    private static DrawnScene Muted() =>
        new(60, 40, DrawnScene.Disc(30, 20, 12), DrawnScene.Flat(180, 100, 80), DrawnScene.Flat(90, 120, 150));

    private static byte[] Named(string profile) => profile switch
    {
        "P3" => NetVips.Image.ProfileLoad("p3"),
        "Adobe RGB" => Imaging.Tests.Profiles.AdobeRgb(),
        "ProPhoto" => Imaging.Tests.Profiles.ProPhoto(),
        _ => Imaging.Tests.Profiles.Exchanged(),
    };

    private CutOut Run(SceneOptions options, Photo photo) =>
        ScenePipeline.Create(options).Run(photo, scene.Probabilities(75, 50), 75, 50);

    /// <summary>Each pixel within a tolerance, but for a few at the outline, whose alpha follows the photo's colours.</summary>
    private static void Near(Photo wanted, Photo shown, int tolerance)
    {
        var far = 0;
        for (var i = 0; i < wanted.Pixels.Length; i++)
            if (Math.Abs(wanted.Pixels[i] - shown.Pixels[i]) > tolerance) far++;
        Assert.InRange(far, 0, wanted.Pixels.Length / 100);
    }
}
