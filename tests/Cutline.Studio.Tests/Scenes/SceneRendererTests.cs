using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Tests.Scenes;

public sealed class SceneRendererTests : IDisposable
{
    private static readonly Scene Bare = new() { Shadow = 0 };

    /// <summary>A car of 200×80 that stands on row 150, in a photo of 300×200.</summary>
    private readonly DrawnScene scene = new(
        300, 200, DrawnScene.Car(50, 150, 2), DrawnScene.Flat(200, 30, 40), DrawnScene.Flat(40, 160, 60));
    private readonly Matte matte;

    public SceneRendererTests() => matte = Matte.Estimate(scene.Photo, scene.Probabilities(75, 50), 75, 50);

    [Fact]
    public void On_a_bare_colour_it_is_the_cut_out_on_that_colour()
    {
        var colour = Background.Parse("#1e90ff");
        using var stagedCut = SceneRenderer.Render(scene.Photo, matte, Bare with { Backdrop = Backdrop.Colour(colour) });
        var staged = stagedCut.Photo;
        using var cut = CutOut.From(scene.Photo, matte, new CutOutOptions { Background = colour });
        Assert.True(cut.Photo.Pixels.SequenceEqual(staged.Pixels));
    }

    [Theory]
    [InlineData("#1e90ff")]
    [InlineData("#ffffff")]
    [InlineData("#000000")]
    public void Before_another_background_no_fringe_of_the_old_one_is_left(string text)
    {
        var colour = Background.Parse(text);
        using var rendered = SceneRenderer.Render(scene.Photo, matte, Bare with { Backdrop = Backdrop.Colour(colour) });
        using var fringed = CutOut.From(scene.Photo, matte, new CutOutOptions { Background = colour, Decontaminate = false });

        Assert.InRange(scene.FringeError(rendered.Photo, colour), 0, 0.75 * scene.FringeError(fringed.Photo, colour));
    }

    [Fact]
    public void A_frame_beyond_the_photo_has_the_backdrop_there_and_the_subject_in_its_place()
    {
        using var stagedCut = SceneRenderer.Render(
            scene.Photo, matte, Bare with { Backdrop = Backdrop.Colour(Background.White), Aspect = new(1, 1) });
        var staged = stagedCut.Photo;
        Assert.Equal((300, 300), (staged.Width, staged.Height));
        Assert.Equal((255, 255, 255), At(staged, 150, 5));
        Assert.Equal((200, 30, 40), At(staged, 150, 60 + 120)); // 60 rows were added above
    }

    [Fact]
    public void The_shadow_is_darkest_under_the_wheels_and_nowhere_above_or_on_the_subject()
    {
        var white = Bare with { Backdrop = Backdrop.Colour(Background.White) };
        using var stagedCut = SceneRenderer.Render(scene.Photo, matte, white with { Shadow = 1 });
        var staged = stagedCut.Photo;
        using var faintCut = SceneRenderer.Render(scene.Photo, matte, white with { Shadow = 0.3 });
        var faint = faintCut.Photo;

        var (wheel, between, far) = (At(staged, 90, 151).G, At(staged, 150, 146).G, At(staged, 20, 195).G);
        Assert.InRange(wheel, 0, 130);
        Assert.InRange(between, 0, 150);
        Assert.InRange(far, 245, 255);
        Assert.True(At(faint, 90, 151).G > wheel + 60);
        Assert.Equal((255, 255, 255), At(staged, 150, 20));
        Assert.Equal((200, 30, 40), At(staged, 150, 120));
    }

    [Fact]
    public void The_floor_mirrors_the_subject_less_and_less()
    {
        using var stagedCut = SceneRenderer.Render(
            scene.Photo, matte, Bare with { Backdrop = Backdrop.Colour(Background.White), Reflection = 1 });
        var staged = stagedCut.Photo;
        var (near, deep) = (At(staged, 90, 158), At(staged, 90, 180));
        Assert.True(near.R > near.G + 20, $"{near}");
        Assert.True(deep.G > near.G && deep.R - deep.G < near.R - near.G, $"{near} {deep}");
        Assert.Equal((255, 255, 255), At(staged, 10, 158));
    }

    [Fact]
    public void Blurred_surroundings_have_nothing_of_the_subjects_colour()
    {
        using var stagedCut = SceneRenderer.Render(scene.Photo, matte, Bare with { Backdrop = Backdrop.Blurred });
        var staged = stagedCut.Photo;
        foreach (var (x, y) in ((int, int)[])[(150, 60), (40, 130), (150, 170), (5, 5)])
        {
            var (r, g, b) = At(staged, x, y);
            Assert.InRange(r, 36, 46);
            Assert.InRange(g, 154, 164);
            Assert.InRange(b, 55, 65);
        }
    }

    [Fact]
    public void The_studio_is_light_without_bands_and_even_in_a_row()
    {
        using var stagedCut = SceneRenderer.Render(scene.Photo, matte, Bare);
        var staged = stagedCut.Photo;
        for (var y = 0; y < 200; y++)
        {
            var (r, g, b) = At(staged, 2, y);
            Assert.InRange(g, 195, 255);
            Assert.InRange(Math.Abs(r - b), 0, 2);
            if (y > 0) Assert.InRange(Math.Abs(g - At(staged, 2, y - 1).G), 0, 3);
        }
    }

    [Fact]
    public void A_part_of_the_studio_is_the_studio_of_that_part()
    {
        using var whole = SceneRenderer.Render(scene.Photo, matte, new Scene { Reflection = 0.5 });
        using var part = SceneRenderer.Render(scene.Photo, matte, new Scene { Reflection = 0.5, Crop = new Margin(0, 20) });
        using var same = whole.Photo.Crop(part.Part.X, part.Part.Y, part.Part.Width, part.Part.Height);
        var (worst, sum) = (0, 0.0);
        for (var i = 0; i < same.Pixels.Length; i++)
        {
            var difference = Math.Abs(same.Pixels[i] - part.Photo.Pixels[i]);
            (worst, sum) = (Math.Max(worst, difference), sum + difference);
        }

        Assert.InRange(sum / same.Pixels.Length, 0, 1.5); // the shadow's grid and the dither lie elsewhere
        Assert.InRange(worst, 0, 24);
    }

    [Fact]
    public void Another_photo_covers_the_stage_or_is_seen_whole()
    {
        var pixels = new byte[40 * 10 * 3];
        for (var i = 0; i < pixels.Length; i += 3) pixels[i] = i / 3 % 40 < 20 ? (byte)200 : (byte)100;
        using var wide = Photo.FromPixels(pixels, 40, 10, PixelFormat.Rgb);

        using var coveredCut = SceneRenderer.Render(scene.Photo, matte, Bare with { Backdrop = Backdrop.Picture(wide) });
        var covered = coveredCut.Photo;
        using var wholeCut = SceneRenderer.Render(scene.Photo, matte, Bare with { Backdrop = Backdrop.Picture(wide, cover: false) });
        var whole = wholeCut.Photo;

        Assert.Equal((200, 0, 0), At(covered, 20, 5));
        Assert.Equal((100, 0, 0), At(covered, 280, 195));
        Assert.Equal((150, 0, 0), At(whole, 20, 5));      // the mean, above a picture 75 high
        Assert.Equal((200, 0, 0), At(whole, 20, 130));
    }

    [Fact]
    public void It_tells_the_part_shown_and_the_subjects_place()
    {
        using var staged = SceneRenderer.Render(scene.Photo, matte, Bare with { Aspect = new(1, 1) });
        Assert.Equal((new Box(0, -60, 300, 300), matte.Bounds, matte.Confidence), (staged.Part, staged.Subject, staged.Confidence));
    }

    [Theory]
    [InlineData("studio")]
    [InlineData("blur")]
    [InlineData("gradient")]
    [InlineData("#fff-#ccc")]
    [InlineData("white-black")]
    [InlineData(" #1e90ff ")]
    public void Backdrops_are_named(string text) => Assert.NotNull(Backdrop.Parse(text));

    [Theory]
    [InlineData("transparent")]
    [InlineData("transparent-white")]
    [InlineData("beach")]
    [InlineData("a-b-c")]
    [InlineData("")]
    public void Others_are_an_error_of_one_line(string text) =>
        Assert.DoesNotContain('\n', Assert.Throws<FormatException>(() => Backdrop.Parse(text)).Message);

    [Fact]
    public void Strengths_beyond_their_range_are_refused() =>
        Assert.Equal(
            "shadow is 1.5: use 0 for none to 1",
            Assert.Throws<ArgumentException>(() => SceneRenderer.Render(scene.Photo, matte, Bare with { Shadow = 1.5 })).Message);

    public void Dispose()
    {
        matte.Dispose();
        scene.Dispose();
    }

    private static (int R, int G, int B) At(Photo photo, int x, int y) =>
        photo.Pixels.Slice((y * photo.Width + x) * 3, 3) is var p ? (p[0], p[1], p[2]) : default;
}
