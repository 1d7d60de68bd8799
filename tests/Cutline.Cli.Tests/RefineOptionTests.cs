using Cutline.Imaging;

namespace Cutline.Cli.Tests;

/// <summary>
/// <c>--refine</c> and <c>--no-refine</c>: with the shipped model the shipped edges, with others none unless they are named.
/// </summary>
[Collection("program")]
public sealed class RefineOptionTests(TrainedRun trained) : IDisposable
{
    private static readonly string Car = RepositoryPaths.Find("samples/car.jpg"), Edges = RepositoryPaths.Find("models/edges.onnx");

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_shipped_model_refines_unless_told_not_to()
    {
        var (usual, off, named) = (Mask(Car), Mask(Car, "--no-refine"), Mask(Car, "--refine", Edges));

        Assert.Equal(usual, named);
        Assert.Equal(usual, Mask(Car, "--model", RepositoryPaths.Find("models/car.onnx")));
        Assert.NotEqual(usual, off);
        Assert.Equal(off, Mask(Car, "--mask-output", "probabilities")); // of a named output the edges are not known
        var changed = usual.Zip(off).Count(p => p.First != p.Second);
        Assert.InRange(changed / (double)off.Count(p => p > 0), 0.0005, 0.03); // along the outline alone
    }

    [Fact]
    public void Another_model_does_not_unless_told_to()
    {
        using (var small = Photo.Load(File.ReadAllBytes(trained.Discs.Photo(0))))
        using (var large = small.Resize(640, 480, Kernel.Cubic))
            large.Save(folder.At("disc.png"));
        string[] model = ["--model", trained.Path];
        var plain = Mask(folder.At("disc.png"), model);

        Assert.Equal(plain, Mask(folder.At("disc.png"), [.. model, "--no-refine"]));
        Assert.NotEqual(plain, Mask(folder.At("disc.png"), [.. model, "--refine", Edges]));
    }

    [Fact]
    public void The_model_for_commercial_use_is_not_mixed_with_edges_that_are_not()
    {
        var errors = Predict(Car, "--model", RepositoryPaths.Find("models/car-commercial.onnx")).Well().Errors;
        Assert.DoesNotContain("edges", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("non-commercial", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_models_and_their_terms_are_named_once() => Assert.Equal(
        "model car.onnx (shipped), edges by edges.onnx · cpu · Research and non-commercial use", Predict(Car).Well().Errors.Split('\n')[0]);

    [Fact]
    public void A_cut_out_follows_the_refined_edge()
    {
        byte[] Alpha(params string[] options)
        {
            InProcess.Run(["cut", Car, "-o", folder.At("cut.png"), "--force", .. options]).Well();
            using var cut = Photo.Load(folder.At("cut.png"), new PhotoLoad { Format = PixelFormat.Rgba });
            return [.. cut.Pixels.ToArray().Where((_, i) => i % 4 == 3)];
        }

        Assert.NotEqual(Alpha(), Alpha("--no-refine"));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Predict(Car, "--refine", Edges, "--no-refine").Badly(2, "--refine names a model of edges, and --no-refine wants none: give one");
        Predict(Car, "--model", Edges).Badly(2, "refines edges that another model predicts: name it with --refine");
        Predict(Car, "--refine", trained.File("best.onnx")).Badly(1, "is no model that refines edges");
        Predict(Car, "--refine", folder.At("none.onnx")).Badly(1, "there is no model at");
    }

    public void Dispose() => folder.Dispose();

    private byte[] Mask(string photo, params string[] options)
    {
        Predict(photo, options).Well();
        using var mask = Photo.LoadIndices(folder.At("masks", $"{Path.GetFileNameWithoutExtension(photo)}_mask.png"));
        return mask.Pixels.ToArray();
    }

    private Finished Predict(string photo, params string[] options) =>
        InProcess.Run(["predict", "--input", photo, "--out", folder.At("masks"), .. options]);
}
