using Cutline.Imaging;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class CutCommandTests : IDisposable
{
    private readonly TrainedRun trained;
    private readonly TemporaryFolder folder = new();

    public CutCommandTests(TrainedRun trained)
    {
        this.trained = trained;
        Directory.CreateDirectory(folder.At("photos"));
        for (var i = 0; i < 2; i++) File.Copy(trained.Discs.Photo(i), folder.At("photos", $"{i}.png"));
    }

    [Fact]
    public void A_photo_becomes_a_cut_out_of_its_own_size()
    {
        Cut(folder.At("photos", "0.png"), "-o", folder.At("car.png")).Well();

        using var cut = Photo.Load(folder.At("car.png"), new PhotoLoad { Format = PixelFormat.Rgba });
        Assert.Equal((48, 36), (cut.Width, cut.Height));
        var alpha = cut.Pixels.ToArray().Chunk(4).Select(p => p[3]).ToArray();
        Assert.Contains((byte)0, alpha);
        Assert.Contains((byte)255, alpha);
        Assert.InRange(alpha.Average(a => a / 255.0), 0.02, 0.6);
    }

    [Fact]
    public void A_jpeg_that_lacks_its_end_alone_is_cut_with_a_warning()
    {
        using var photo = Photo.Load(trained.Discs.Photo(0));
        var jpeg = photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 100 });
        File.WriteAllBytes(folder.At("photos", "short.jpg"), jpeg[..^2]);
        var done = Cut(folder.At("photos", "short.jpg"), "-o", folder.At("car.png"));
        done.Well();
        Assert.Contains("short.jpg: its end is missing", done.Errors, StringComparison.Ordinal);
        File.WriteAllBytes(folder.At("photos", "shorter.jpg"), jpeg[..^200]);
        Cut(folder.At("photos", "shorter.jpg"), "-o", folder.At("none.png")).Badly(1, "shorter.jpg cannot be read", "ends too early");
    }

    /// <summary>The shipped model on the left half of a car.</summary>
    [Fact]
    public void Why_a_cut_is_to_be_looked_at_is_said_in_words()
    {
        using var photo = Photo.Load(RepositoryPaths.Find("samples/car.jpg"));
        var (width, height) = (photo.Width / 2, photo.Height);
        var half = new byte[3 * width * height];
        for (var y = 0; y < height; y++) photo.Pixels.Slice(3 * y * photo.Width, 3 * width).CopyTo(half.AsSpan(3 * y * width));
        using (var left = Photo.FromPixels(half, width, height, PixelFormat.Rgb)) left.Save(folder.At("left.png"));

        var done = CutlineProgram.Run("cut", folder.At("left.png"), "-o", folder.At("left-car.png")).Well();

        Assert.Contains("left.png: the car touches the edge of the photo", done.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_colour_and_cropped()
    {
        Cut(folder.At("photos", "0.png"), "-o", folder.At("car.jpg"), "--background", "white", "--crop", "2px").Well();

        using var cut = Photo.Load(folder.At("car.jpg"));
        Assert.True(cut.Width < 48 && cut.Height < 36);
        Assert.All(cut.Pixels[..3].ToArray(), c => Assert.True(c > 240));
    }

    [Fact]
    public void On_a_stage_of_an_aspect_and_before_another_photo()
    {
        Cut(folder.At("photos", "0.png"), "-o", folder.At("stage.png"), "--background", "studio", "--aspect", "16:9", "--reflection", "0.5")
            .Well();
        using var stage = Photo.Load(folder.At("stage.png"));
        Assert.Equal((64, 36), (stage.Width, stage.Height));

        Cut(folder.At("photos", "0.png"), "-o", folder.At("other.png"), "--background", folder.At("photos", "1.png")).Well();
        using var other = Photo.Load(folder.At("other.png"));
        Assert.Equal((48, 36), (other.Width, other.Height));

        Cut(folder.At("photos", "0.png"), "-o", folder.At("none.png"), "--shadow", "0.5")
            .Badly(2, "need something behind the car", "background studio");
        Cut(folder.At("photos", "0.png"), "-o", folder.At("none.png"), "--background", "studio", "--shadow", "2")
            .Badly(2, "--shadow is 2: use a number from 0 to 1");
        Cut(folder.At("photos", "0.png"), "-o", folder.At("none.png"), "--glass", "0.7")
            .Badly(2, "--glass needs a model with an output windows", "leave it out, or add one with cutline train --add-output windows");
        Cut(folder.At("photos", "0.png"), "-o", folder.At("none.png"), "--background", "studio", "--aspect", "wide")
            .Badly(2, "such as 4:3");
    }

    [Fact]
    public void Straightened_retouched_of_a_size_and_with_what_the_camera_said()
    {
        var (photo, hand) = (folder.At("photos", "0.png"), folder.At("hand.png"));
        byte[] half = [.. Enumerable.Range(0, 48).Select(x => x < 24 ? (byte)128 : (byte)255)];
        using (var grey = Photo.FromPixels(half, 48, 1, PixelFormat.Grey)) grey.Save(hand);
        Cut(photo, "-o", folder.At("hand-cut.png"), "--retouch", hand, "--straighten", "-2.5", "--size", "24", "--metadata", "all").Well();
        using var cut = Photo.Load(folder.At("hand-cut.png"), new PhotoLoad { Format = PixelFormat.Rgba });
        Assert.Equal(24, cut.Width);
        Assert.Equal(255, cut.Pixels[(12 * 24 + 20) * 4 + 3]);

        Cut(photo, "-o", folder.At("framed.png"), "--background", folder.At("photos", "1.png"), "--fit", "contain").Well();

        var covered = Cut(photo, "-o", folder.At("plate.png"), "--plate", "cover");
        Assert.Contains(covered.Complaints, l => l.Contains("0.png: no licence plate was detected", StringComparison.Ordinal));
        var named = Cut(photo, "-o", folder.At("corners.png"), "--plate", "20,15,30,15,30,20,20,20");
        Assert.DoesNotContain(named.Complaints, l => l.Contains("plate", StringComparison.Ordinal));

        var none = folder.At("none.png");
        Cut(photo, "-o", none, "--plate", "yes").Badly(2, "--plate 'yes' is not understood: give cover");
        Cut(folder.At("photos"), "-o", folder.At("several"), "--plate", "20,15,30,15,30,20,20,20")
            .Badly(2, "--plate applies to one photo, not to 2");
        Cut(photo, "-o", none, "--straighten", "-21").Badly(2, "--straighten is -21: use a number from -20 to 20");
        Cut(photo, "-o", none, "--size", "3").Badly(2, "--size is 3: use a whole number from 16 to 20000");
        Cut(photo, "-o", none, "--fit", "contain").Badly(2, "--fit applies to a background photo");
        Cut(photo, "-o", none, "--retouch", folder.At("missing.png")).Badly(1, "missing.png cannot be read");
        Cut(folder.At("photos"), "-o", folder.At("several"), "--retouch", hand).Badly(2, "--retouch applies to one photo, not to 2");
        Assert.False(File.Exists(none));
    }

    [Fact]
    public async Task From_standard_input_to_standard_output()
    {
        using var process = CutlineProgram.Start(["cut", "-", "-o", "-", "--model", trained.Path, "--device", "cpu"], cores: 1);
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(File.ReadAllBytes(folder.At("photos", "1.png")));
        process.StandardInput.Close();
        using var bytes = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes);
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, await errors);
        using var cut = Photo.Load(bytes.ToArray(), new PhotoLoad { Format = PixelFormat.Rgba });
        Assert.Equal((48, 36), (cut.Width, cut.Height));
    }

    [Fact]
    public void A_file_that_exists_stays_without_force()
    {
        File.WriteAllText(folder.At("car.png"), "mine");

        Cut(folder.At("photos", "0.png"), "-o", folder.At("car.png")).Badly(2, "car.png exists: add --force to overwrite it");
        Assert.Equal("mine", File.ReadAllText(folder.At("car.png")));
        Cut(folder.At("photos", "0.png"), "-o", folder.At("car.png"), "--force").Well();
        Assert.NotEqual("mine", File.ReadAllText(folder.At("car.png")));
    }

    [Fact]
    public void A_folder_goes_on_where_it_ended_and_past_what_is_broken()
    {
        Directory.CreateDirectory(folder.At("cars"));
        File.WriteAllText(folder.At("cars", "0.webp"), "done before");
        File.WriteAllText(folder.At("photos", "broken.jpg"), "no picture");

        var finished = Cut(folder.At("photos"), "-o", folder.At("cars"), "--format", "webp");

        Assert.Equal(1, finished.Code);
        Assert.Contains("1 of 3 exist and are kept; --force makes them again", finished.Complaints);
        Assert.Contains(finished.Complaints, l => l.Contains("broken.jpg", StringComparison.Ordinal));
        Assert.Equal("done before", File.ReadAllText(folder.At("cars", "0.webp")));
        Assert.Equal(
            ["0.webp", "1.webp"], Directory.EnumerateFiles(folder.At("cars")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_cannot_be_says_so_before_a_model_is_loaded()
    {
        var (photos, photo) = (folder.At("photos"), folder.At("photos", "0.png"));
        File.Copy(photo, folder.At("photos", "0.jpg"));

        Cut(photos, "-o", "-").Badly(2, "do not fit on standard output: name a folder with -o");
        Cut(photos, "-o", folder.At("cars")).Badly(2, "0.jpg", "0.png", "would both become");
        Cut(photo, "-o", folder.At("car.bmp")).Badly(2, "car.bmp: cut-outs are written as .png, .webp or .jpg");
        Cut("-", photo, "-o", "-").Badly(2, "standard input is one photo");
        Cut(photo, "-o", folder.At("car.png"), "--background", "mauvish").Badly(2, "mauvish");
        Cut(photo, "-o", folder.At("car.png"), "--crop", "far").Badly(2, "far");
        Assert.False(File.Exists(folder.At("car.png")));
    }

    public void Dispose() => folder.Dispose();

    private Finished Cut(params string[] arguments) => InProcess.Run(["cut", .. arguments, "--model", trained.Path, "--device", "cpu"]);
}
