using System.Diagnostics;
using System.Text.Json.Nodes;
using Cutline.Cli.Options;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Augmentation;
using Cutline.Training.Export;
using Cutline.Training.Layers;
using Cutline.Training.Loading;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Cli.Commands;

/// <summary>What a benchmark runs with.</summary>
internal sealed record BenchOptions(Device Device, int Base, int Size, int Batch, bool BFloat16, int? Limit)
{
    internal Precision Precision => BFloat16 ? Precision.Bf16 : Precision.Fp32;

    /// <summary>These options, in range.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    internal BenchOptions Validated()
    {
        new PreprocessOptions(Size, Size).Validate();
        if (Batch is < 1 or > 4096) throw new ArgumentException($"--batch is {Batch}: use 1 to 4096");
        if (Limit < 1) throw new ArgumentException($"--limit is {Limit}: use 1 or more photos");
        return this;
    }

    internal SegmentationModel NewModel()
    {
        random.manual_seed(0);
        var model = ModelRegistry.Make(new ModelOptions { Base = Base });
        model.to(Device);
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
        using var step = new TrainingStep(options);
        using var scope = NewDisposeScope();
        var (x, y) = Random(options);
        return Rate(options.Batch, Median(repeat, options.Device, () => step.Run(x, y)));
    }

    /// <summary>
    /// What varying a batch adds to a training step, of each preset: in turns within one run, so that whatever else the machine does slows
    /// both alike.
    /// </summary>
    internal static JsonObject Augment(BenchOptions options, IReadOnlyList<string> presets, int repeat)
    {
        using var step = new TrainingStep(options);
        using var scope = NewDisposeScope();
        using var walls = Backgrounds.Load([]);
        var (x, y) = Random(options);
        var augmenters = presets.Select(p => new Augmenter(AugmentationOptions.Parse(p), walls, seed: 0)).ToArray();
        var number = 0;
        var medians = Medians(repeat, options.Device, [() => step.Run(x, y), .. augmenters.Select(a => (Action)(() => Vary(a)))]);
        var figures = new JsonObject { ["step_ms"] = medians[0] };
        for (var i = 0; i < presets.Count; i++)
        {
            figures[$"{presets[i]}_ms"] = medians[i + 1];
            figures[$"{presets[i]}_share"] = medians[i + 1] / medians[0];
        }

        return figures;

        void Vary(Augmenter augmenter)
        {
            using var inner = NewDisposeScope();
            augmenter.Apply(x, y, number++);
        }
    }

    /// <summary>A prediction of a batch as it ships: the model's ONNX file in ONNX Runtime.</summary>
    internal static JsonObject Forward(BenchOptions options, int repeat)
    {
        using var model = options.NewModel();
        return Rate(options.Batch, ForwardTime(model, options.Size, options.Size, options.Batch, repeat));
    }

    /// <summary>Milliseconds of a prediction in ONNX Runtime.</summary>
    internal static double ForwardTime(SegmentationModel model, int width, int height, int batch, int repeat)
    {
        using var onnx = Exported(model, new PreprocessOptions(width, height));
        var pixels = new byte[batch * width * height * 3];
        return Median(repeat, CPU, () => onnx.Run(pixels, batch, height, width).Dispose());
    }

    /// <summary>A first epoch with decoding, then a second from memory.</summary>
    internal static JsonObject Epoch(BenchOptions options, string folder)
    {
        using var data = DatasetLocator.Open(folder);
        using var set = new DecodedSet(data, PreprocessOptions.Square(options.Size));
        var samples = Enumerable.Range(0, Math.Min(options.Limit ?? int.MaxValue, data.Samples.Count)).ToArray();
        var loader = new BatchLoader(set, samples, new BatchLoaderOptions { BatchSize = options.Batch, Shuffle = true });
        using var step = new TrainingStep(options);
        double Seconds(int epoch)
        {
            var clock = Stopwatch.StartNew();
            foreach (var batch in loader.Epoch(epoch))
            {
                using (batch)
                using (NewDisposeScope())
                {
                    step.Run(
                        BatchTensors.Photos(batch.Photos, batch.Count, batch.Height, batch.Width, options.Device),
                        BatchTensors.BinaryMasks(batch.Masks, batch.Count, batch.Height, batch.Width, options.Device));
                }
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
        using var model = options.NewModel();
        using var predictor = new Predictor(Exported(model, PreprocessOptions.Square(options.Size)));
        var (times, before) = (new List<double>(), Environment.CpuUsage.TotalTime);
        foreach (var file in Inputs.Expand([folder]).Take(options.Limit ?? int.MaxValue))
        {
            var clock = Stopwatch.StartNew();
            var bytes = File.ReadAllBytes(file);
            var native = Photo.Probe(bytes, name: file);
            using (var photo = predictor.Load(bytes, file))
            using (predictor.Predict(photo, (native.Width, native.Height)).Mask())
                times.Add(clock.Elapsed.TotalMilliseconds);
        }

        var ms = Middle(times);
        return new JsonObject
        {
            ["count"] = times.Count, ["ms"] = ms, ["images_per_s"] = 1000 / ms,
            ["processor_ms"] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times.Count,
        };
    }

    private static OnnxModel Exported(SegmentationModel model, PreprocessOptions preprocess)
    {
        var file = Path.Combine(Path.GetTempPath(), $"cutline-bench-{Guid.NewGuid():N}.onnx");
        try
        {
            OnnxExport.Write(model, file, new OnnxExportOptions
            {
                Metadata = ModelCheckpoint.Describe(model.Options, preprocess, null).ToDictionary(), Channels = model.Options.InChannels,
            });
            return OnnxModel.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (Tensor X, Tensor Y) Random(BenchOptions options)
    {
        var x = rand([options.Batch, 3, options.Size, options.Size], ScalarType.Float32, options.Device).ChannelsLast();
        var y = rand([options.Batch, 1, options.Size, options.Size], ScalarType.Float32, options.Device);
        return (x, y.gt(0.5).to_type(ScalarType.Float32));
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
                if (device.type == DeviceType.CUDA) cuda.synchronize(device);
                if (i >= WarmUp) times[w].Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        return Array.ConvertAll(times, Middle);
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static JsonObject Rate(int batch, double ms) => new() { ["ms"] = ms, ["images_per_s"] = batch / ms * 1000 };

    /// <summary>A model with its optimizer.</summary>
    private sealed class TrainingStep : IDisposable
    {
        private readonly SegmentationModel model;
        private readonly FlatParameters parameters;
        private readonly Adam optimizer;
        private readonly OptimizationStep step;
        private readonly BceLoss loss = new();

        internal TrainingStep(BenchOptions options)
        {
            model = options.NewModel();
            model.train();
            parameters = new FlatParameters(model, options.Precision);
            optimizer = new Adam(parameters);
            step = new OptimizationStep(optimizer);
        }

        internal void Run(Tensor x, Tensor y)
        {
            using var scope = NewDisposeScope();
            var value = loss.Forward(model.call(x).to_type(ScalarType.Float32), y);
            step.Add(value);
            step.Apply();
            value.item<float>();
        }

        public void Dispose()
        {
            optimizer.Dispose();
            parameters.Dispose();
            model.Dispose();
        }
    }
}
