using Cutline.Training.Checkpoints;
using Cutline.Training.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Golden;

/// <summary>
/// Values that python3-torch computed: a file of tests/golden, made by the make.py in its folder. Compiled into the tests that read one.
/// </summary>
internal sealed class GoldenFile(string name) : IDisposable
{
    /// <summary>The largest difference of fp32 results from PyTorch's, relative to their own size.</summary>
    internal const double Tolerance = 1e-5;

    private static readonly string Folder = RepositoryPaths.Find("tests/golden");

    private readonly SafeTensorsFile file = SafeTensors.Open(Path.Combine(Folder, $"{name}.safetensors"));

    internal IReadOnlyDictionary<string, string> Metadata => file.Metadata;

    internal Tensor this[string key] => file.Read(key);

    /// <summary>The tensors under a prefix, by the rest of their names.</summary>
    internal IReadOnlyDictionary<string, Tensor> Part(string prefix) => file.ReadAll(prefix);

    /// <summary>
    /// Every element lies within the tolerance, relative to its own size or, where it is small, to the tensor's root mean square.
    /// </summary>
    internal void AssertClose(string key, Tensor? actual, double tolerance = Tolerance)
    {
        var (theirs, ours) = Values(key, actual);
        var size = Norm(theirs) / Math.Sqrt(Math.Max(theirs.Length, 1));
        for (var i = 0; i < ours.Length; i++)
        {
            var allowed = tolerance * Math.Max(Math.Abs(theirs[i]), size);
            Assert.True(Math.Abs(
                ours[i] - theirs[i]) <= allowed, $"{key}[{i}] is {ours[i]:R}, PyTorch has {theirs[i]:R}: beyond {tolerance} of it");
        }
    }

    /// <summary>
    /// The tensor as a whole lies within the tolerance: |ours − theirs| / |theirs|, Euclidean. For what small differences add up to.
    /// </summary>
    internal void AssertNear(string key, Tensor? actual, double tolerance)
    {
        var (theirs, ours) = Values(key, actual);
        var off = Norm([.. ours.Zip(theirs, (a, b) => a - b)]) / Norm(theirs);
        Assert.True(off <= tolerance, $"{key} is off by {off:G3} of its size, beyond {tolerance}");
    }

    private (double[] Theirs, double[] Ours) Values(string key, Tensor? actual)
    {
        var expected = this[key];
        Assert.True(actual is not null, $"{key}: nothing");
        Assert.True(expected.shape.SequenceEqual(actual.shape), $"{key}: {actual.metastr()}, PyTorch has {expected.metastr()}");
        Assert.Equal(expected.dtype, actual.dtype);
        return (expected.ToArray<double>(), actual.ToArray<double>());
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(v => v * v));

    public void Dispose() => file.Dispose();
}
