using Cutline.Imaging;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Inference;

/// <summary>
/// The second stage of a prediction: where the first model's outline lies, a small model of edges looks at the photo itself, in square
/// tiles of its own size, and moves the outline to the edge that it sees there. Everything else stays as it is. Not for several threads at
/// once.
/// </summary>
public sealed class EdgeRefiner : IDisposable
{
    /// <summary>
    /// The longer side in pixels up to which edges are refined at the photo's own size; a larger photo is reduced to it for this stage,
    /// so that its time stays bounded.
    /// </summary>
    public const int LongestSide = 2400;

    /// <summary>
    /// Pixels to a cell of the prediction, below which there is no more to see: the models of edges are trained from there on.
    /// </summary>
    private const double LeastCell = 1.5;

    private const int Batch = 16;
    private const double Overlap = 0.25;

    private readonly OnnxModel model;
    private readonly int side;
    private readonly byte[] pictures;

    private EdgeRefiner(OnnxModel model)
    {
        this.model = model;
        side = model.Preprocess.Width;
        pictures = new byte[Batch * side * side * 3];
    }

    /// <summary>The model of edges.</summary>
    public OnnxModel Model => model;

    /// <summary>Loads a model of edges.</summary>
    /// <param name="path">A run folder or an .onnx file.</param>
    /// <param name="options">How it runs; null for all cores.</param>
    /// <exception cref="ModelException">There is none, it is damaged, or it is another kind of model.</exception>
    public static EdgeRefiner Load(string path, OnnxOptions? options = null)
    {
        var model = OnnxModel.Load(path, (options ?? new()) with { Foreign = null });
        if (model.RefinesEdges && model.Classes == 1 && model.Preprocess.Width == model.Preprocess.Height && model.Preprocess.Width >= 32)
            return new(model);
        model.Dispose();
        throw new ModelException(
            $"{model.FilePath} is no model that refines edges: name one of the architecture {EdgePicture.ModelName}");
    }

    /// <summary>The size in pixels at which a photo's edges are refined.</summary>
    internal static (int Width, int Height) Size(int width, int height)
    {
        var scale = Math.Min(1, (double)LongestSide / Math.Max(width, height));
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    /// <summary>Refines the outline of a prediction.</summary>
    /// <param name="photo">RGB, of any size.</param>
    /// <param name="coarse">The prediction, of the whole photo.</param>
    /// <returns>
    /// The probabilities (1, height, width) at the photo's size, or at the reduced one; null where there is no outline, or where a side is
    /// shorter than a tile or than 1.5 times the prediction's.
    /// </returns>
    /// <exception cref="ModelException">The model fails.</exception>
    public Planes? Refine(Photo photo, ProbabilityMap coarse)
    {
        if (photo.Format != PixelFormat.Rgb) throw new ArgumentException($"the model takes RGB, not {photo.Format}");
        var (width, height) = Size(photo.Width, photo.Height);
        if ((width, height) == (photo.Width, photo.Height)) return Refine(photo.Pixels, width, height, coarse);
        var reduced = GC.AllocateUninitializedArray<byte>(width * height * 3);
        Preprocessing.Preprocess.Fill(photo, Letterbox.For(photo.Width, photo.Height, new(width, height)), reduced);
        return Refine(reduced, width, height, coarse);
    }

    /// <summary>Releases the model.</summary>
    public void Dispose() => model.Dispose();

    private Planes? Refine(ReadOnlySpan<byte> rgb, int width, int height, ProbabilityMap coarse)
    {
        if (Math.Min(width, height) < side || width < LeastCell * coarse.Width) return null;
        var (across, down) = (new TileAxis(width, side, Overlap), new TileAxis(height, side, Overlap));
        var band = EdgeBand.Of(coarse);
        (int From, int To)[] columns = [.. Enumerable.Range(0, across.Count).Select(across.Core)];
        (int From, int To)[] rows = [.. Enumerable.Range(0, down.Count).Select(down.Core)];
        var tiles = (from row in Enumerable.Range(0, rows.Length)
                     from column in Enumerable.Range(0, columns.Length)
                     where band.Touches(columns[column], width, rows[row], height)
                     select (Row: row, Column: column)).ToArray();
        if (tiles.Length == 0) return null;

        var enlarged = new Planes([.. coarse.Values], 1, coarse.Height, coarse.Width).Resize(height, width);
        var refined = new Planes((float[])enlarged.Values.Clone(), 1, height, width);
        foreach (var chunk in tiles.Chunk(Batch))
        {
            for (var i = 0; i < chunk.Length; i++)
                Picture(rgb, enlarged, across.Start(chunk[i].Column), down.Start(chunk[i].Row), i);
            using var output = model.Run(pictures.AsSpan(0, chunk.Length * side * side * 3), chunk.Length, side, side);
            for (var i = 0; i < chunk.Length; i++)
            {
                Blend(
                    output.Photo(i), enlarged, refined, across.Start(chunk[i].Column), across.Weights(chunk[i].Column),
                    down.Start(chunk[i].Row), down.Weights(chunk[i].Row));
            }
        }

        return refined;
    }

    private void Picture(ReadOnlySpan<byte> rgb, Planes enlarged, int x, int y, int place)
    {
        for (var row = 0; row < side; row++)
        {
            EdgePicture.Row(
                rgb.Slice(((y + row) * enlarged.Width + x) * 3, side * 3), enlarged.Row(0, y + row).Slice(x, side),
                pictures.AsSpan((place * side + row) * side * 3, side * 3));
        }
    }

    /// <summary>
    /// Adds a tile's part of the change. The weights of all tiles at a pixel sum to one; those of tiles that were left out keep the pixel
    /// as it was.
    /// </summary>
    private void Blend(
        ReadOnlySpan<float> tile, Planes enlarged, Planes refined, int x, float[] columns, int y, float[] rows)
    {
        for (var row = 0; row < side; row++)
        {
            var before = enlarged.Row(0, y + row).Slice(x, side);
            var to = refined.Row(0, y + row).Slice(x, side);
            var from = tile.Slice(row * side, side);
            for (var i = 0; i < side; i++) to[i] += (from[i] - before[i]) * (rows[row] * columns[i]);
        }
    }
}
