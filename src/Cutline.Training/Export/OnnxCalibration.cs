using Cutline.Imaging;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Microsoft.ML.OnnxRuntime;

namespace Cutline.Training.Export;

/// <summary>
/// Photos that 8-bit arithmetic is scaled by and its loss is measured on; some dozens that resemble what the model will see.
/// </summary>
/// <param name="Photos">At least one.</param>
public sealed record OnnxCalibration(IReadOnlyList<CalibrationPhoto> Photos)
{
    /// <summary>
    /// How much of each activation's values its 8 bits reach, in percent: 100 for all of them, less where rare values beyond may be
    /// clipped.
    /// </summary>
    public double Percentile { get; init; } = 100;

    /// <summary>Photos without masks: the model's own answer in 32 bits stands for the truth.</summary>
    /// <param name="paths">Files of photos.</param>
    /// <param name="preprocess">How the model's input is made of them.</param>
    /// <exception cref="PhotoException">A file cannot be read.</exception>
    public static OnnxCalibration OfPhotos(IEnumerable<string> paths, PreprocessOptions preprocess) => new([.. paths.Select(path =>
    {
        using var photo = Photo.Load(path);
        return CalibrationPhoto.Of(photo, preprocess);
    })]);

    /// <summary>The photos and masks of a loader's batches, which are disposed of.</summary>
    /// <param name="batches">Such as <see cref="BatchLoader.Epoch"/> makes them.</param>
    /// <param name="normalization">The model's.</param>
    public static OnnxCalibration OfBatches(IEnumerable<Batch> batches, Normalization normalization)
    {
        var photos = new List<CalibrationPhoto>();
        foreach (var batch in batches)
        {
            using var _ = batch;
            var pixels = batch.Height * batch.Width;
            for (var i = 0; i < batch.Count; i++)
            {
                var photo = batch.Photos.AsSpan(3 * i * pixels, 3 * pixels);
                var mask = batch.Masks.AsSpan(i * pixels, pixels).ToArray();
                photos.Add(CalibrationPhoto.Of(photo, batch.Height, batch.Width, normalization, mask));
            }
        }

        return new(photos);
    }
}

/// <summary>A photo as the model takes it.</summary>
/// <param name="Input">Normalised, (channels, height, width).</param>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Mask">
/// The class of each pixel, (height, width), 255 where it does not count; null where the model's own answer in 32 bits stands for the
/// truth.
/// </param>
public sealed record CalibrationPhoto(float[] Input, int Height, int Width, byte[]? Mask = null)
{
    /// <summary>A photo resized and normalised as a model takes it.</summary>
    /// <param name="photo">RGB, at its own size.</param>
    /// <param name="preprocess">The model's.</param>
    public static CalibrationPhoto Of(Photo photo, PreprocessOptions preprocess)
    {
        ArgumentNullException.ThrowIfNull(photo);
        ArgumentNullException.ThrowIfNull(preprocess);
        var geometry = Letterbox.For(photo.Width, photo.Height, preprocess);
        var pixels = new byte[3 * geometry.Height * geometry.Width];
        Preprocess.Fill(photo, geometry, pixels);
        return Of(pixels, geometry.Height, geometry.Width, preprocess.Normalization);
    }

    /// <summary>A photo of the model's size, normalised.</summary>
    /// <param name="pixels">RGB bytes (height, width, 3).</param>
    /// <param name="height">In pixels.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="normalization">The model's.</param>
    /// <param name="mask">The class of each pixel, (height, width), or null.</param>
    public static CalibrationPhoto Of(ReadOnlySpan<byte> pixels, int height, int width, Normalization normalization, byte[]? mask = null)
    {
        var input = new float[pixels.Length];
        Preprocess.ToInput(pixels, 1, height, width, normalization, input);
        return new(input, height, width, mask);
    }

    /// <summary>The input as a batch of one.</summary>
    internal OrtValue Value() => OrtValue.CreateTensorValueFromMemory(Input, [1, Input.Length / (Height * Width), Height, Width]);
}
