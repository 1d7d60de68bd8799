using System.Diagnostics;
using System.Text.Json.Nodes;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;
using Cutline.Torch.Optim;

namespace Cutline.Cli;

/// <summary>What a benchmark runs with.</summary>
internal sealed record BenchOptions(Device Device, int Base, int Size, int Batch, bool BFloat16, int? Limit)
{
    internal Precision Precision => BFloat16 ? Precision.Bf16 : Precision.Fp32;

    internal SegmentationModel NewModel()
    {
        LibTorch.SetSeed(0);
        var model = ModelRegistry.Make(new ModelOptions { Base = Base });
        model.To(Device);
        model.ToChannelsLast();
        return model;
    }
}

/// <summary>The benchmarks: the same work as the commands of those names in the PyTorch peer's script. Times are medians.</summary>
internal static class Benchmarks
{
    private const int WarmUp = 3;

    /// <summary>A step of Adam on binary cross-entropy.</summary>
    internal static JsonObject Step(BenchOptions options, int repeat)
    {
        using var model = options.NewModel();
        using var optimizer = new Adam(model.Parameters());
        var (x, y) = Random(options);
        return Rate(options.Batch, Median(repeat, options.Device, () => Train(model, optimizer, x, y, options)));
    }

    /// <summary>What varying a batch adds to a training step, of each preset: in turns within one run, so that whatever else the machine does slows both alike.</summary>
    internal static JsonObject Augment(BenchOptions options, IReadOnlyList<string> presets, int repeat)
    {
        using var model = options.NewModel();
        using var optimizer = new Adam(model.Parameters());
        using var walls = Backgrounds.Load([]);
        var (x, y) = Random(options);
        var augmenters = presets.Select(p => new Augmenter(Augmentation.Parse(p), walls, seed: 0)).ToArray();
        var number = 0;
        var medians = Medians(repeat, options.Device, [() => Train(model, optimizer, x, y, options), .. augmenters.Select(a => (Action)(() => Vary(a)))]);
        var figures = new JsonObject { ["step_ms"] = medians[0] };
        for (var i = 0; i < presets.Count; i++)
        {
            figures[$"{presets[i]}_ms"] = medians[i + 1];
            figures[$"{presets[i]}_share"] = medians[i + 1] / medians[0];
        }

        return figures;

        void Vary(Augmenter augmenter)
        {
            using var scope = new TensorScope();
            augmenter.Apply(x, y, number++);
        }
    }

    /// <summary>A forward pass as the predictor makes it.</summary>
    internal static JsonObject Forward(BenchOptions options, int repeat)
    {
        using var model = options.NewModel();
        return Rate(options.Batch, ForwardTime(model, options.BFloat16 ? DType.BFloat16 : DType.Float32, Random(options).X, repeat));
    }

    /// <summary>Milliseconds of a forward pass as the predictor makes it.</summary>
    /// <param name="model">Folded by this: use it for nothing else.</param>
    internal static double ForwardTime(SegmentationModel model, DType type, Tensor x, int repeat)
    {
        model.Fold(type);
        model.ToChannelsLast();
        x = x.To(type);
        using var _ = LibTorch.NoGrad();
        return Median(repeat, x.Device, () =>
        {
            using var scope = new TensorScope();
            model.Forward(x);
        });
    }

    /// <summary>A first epoch with decoding, then a second from memory.</summary>
    internal static JsonObject Epoch(BenchOptions options, string folder)
    {
        using var data = DatasetLocator.Open(folder);
        using var set = new DecodedSet(data, PreprocessOptions.Square(options.Size));
        var samples = Enumerable.Range(0, Math.Min(options.Limit ?? int.MaxValue, data.Samples.Count)).ToArray();
        var loader = new BatchLoader(set, samples, new BatchLoaderOptions { BatchSize = options.Batch, Shuffle = true });
        using var model = options.NewModel();
        using var optimizer = new Adam(model.Parameters());
        double Seconds(int epoch)
        {
            var clock = Stopwatch.StartNew();
            foreach (var batch in loader.Epoch(epoch))
            {
                using (batch)
                using (new TensorScope())
                    Train(model, optimizer, Preprocess.ToInput(batch.Photos, device: options.Device), Preprocess.ToTarget(batch.Masks, device: options.Device), options);
            }

            return clock.Elapsed.TotalSeconds;
        }

        var (first, decoded) = (Seconds(0), set.Decoded);
        var second = Seconds(1);
        return new JsonObject
        {
            ["seconds"] = first, ["images"] = samples.Length, ["images_per_s"] = samples.Length / first, ["ms"] = first * 1000,
            ["second_epoch_images_per_s"] = samples.Length / second, ["decoded_in_second_epoch"] = set.Decoded - decoded,
        };
    }

    /// <summary>Decode, predict, enlarge the probabilities to the photo's own size, threshold.</summary>
    internal static JsonObject Infer(BenchOptions options, string folder)
    {
        var loaded = new LoadedModel("random weights", options.NewModel(), PreprocessOptions.Square(options.Size), new Dictionary<string, string>());
        using var predictor = new Predictor(loaded, options.Device, options.BFloat16 ? DType.BFloat16 : DType.Float32);
        var times = new List<double>();
        foreach (var file in Inputs.Expand([folder]).Take(options.Limit ?? int.MaxValue))
        {
            var clock = Stopwatch.StartNew();
            var bytes = File.ReadAllBytes(file);
            var native = Photo.Probe(bytes, name: file);
            using (var photo = predictor.Load(bytes, file))
            using (var map = predictor.Predict(photo, (native.Width, native.Height)))
            using (map.Mask())
                times.Add(clock.Elapsed.TotalMilliseconds);
        }

        var ms = Middle(times);
        return new JsonObject { ["count"] = times.Count, ["ms"] = ms, ["images_per_s"] = 1000 / ms };
    }

    private static (Tensor X, Tensor Y) Random(BenchOptions options)
    {
        long[] shape = [options.Batch, 3, options.Size, options.Size];
        var x = Tensor.Rand(shape, DType.Float32, options.Device).ChannelsLast();
        return (x, Tensor.Rand([options.Batch, 1, options.Size, options.Size], DType.Float32, options.Device).Gt(0.5).To(DType.Float32));
    }

    private static void Train(SegmentationModel model, Optimizer optimizer, Tensor x, Tensor y, BenchOptions options)
    {
        using var scope = new TensorScope();
        var logits = options.Precision.Run(options.Device, () => model.Forward(x));
        var loss = F.BinaryCrossEntropyWithLogits(logits, y);
        optimizer.ZeroGrad();
        loss.Backward();
        optimizer.Step();
        loss.Item<float>();
    }

    private static double Median(int repeat, Device device, Action work) => Medians(repeat, device, work)[0];

    /// <summary>The time of each work, done in turns.</summary>
    private static double[] Medians(int repeat, Device device, params Action[] works)
    {
        var times = Array.ConvertAll(works, _ => new List<double>());
        for (var i = 0; i < WarmUp + repeat; i++)
        {
            for (var w = 0; w < works.Length; w++)
            {
                var clock = Stopwatch.StartNew();
                works[w]();
                LibTorch.Synchronize(device);
                if (i >= WarmUp) times[w].Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        return Array.ConvertAll(times, Middle);
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static JsonObject Rate(int batch, double ms) => new() { ["ms"] = ms, ["images_per_s"] = batch / ms * 1000 };
}
