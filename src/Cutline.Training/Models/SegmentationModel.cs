using Cutline.Training.Encoders;
using Cutline.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Models;

/// <summary>
/// A network from a picture to one logit for each class and pixel. Input of any size: it is padded to a multiple of
/// <see cref="Stride"/>, and the logits are cropped back.
/// </summary>
/// <remarks>
/// A model of your own derives from this, makes its layers in the constructor, registers them (<c>RegisterComponents()</c> does it for
/// fields, <see cref="Register"/> for one layer under a name) and overrides <see cref="Logits"/>. <see cref="ModelRegistry.Register"/>
/// gives it a name. Any other <c>Module&lt;Tensor, Tensor&gt;</c> from pictures to logits trains, too.
/// </remarks>
public abstract class SegmentationModel : nn.Module<Tensor, Tensor>
{
    /// <summary>The module that holds the decoders of further outputs.</summary>
    private protected const string Outputs = "outputs";

    /// <param name="name">The type's name.</param>
    /// <param name="options">Shape of the model; <see cref="ModelOptions.Validated"/> first.</param>
    /// <param name="stride">Input pixels to one of the smallest features.</param>
    protected SegmentationModel(string name, ModelOptions options, int stride) : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        (Options, Stride) = (options, stride);
    }

    /// <summary>The shape it was made with.</summary>
    public ModelOptions Options { get; }

    /// <summary>Channels of the output.</summary>
    public int Classes => Options.Classes;

    /// <summary>Height and width are padded to multiples of this.</summary>
    public int Stride { get; }

    /// <summary>
    /// The classification network that it is built on, whose weights may come from a file of torchvision's; null where it has none.
    /// </summary>
    public virtual Encoder? Encoder => null;

    /// <summary>(N, in, H, W) → logits (N, classes, H, W).</summary>
    public sealed override Tensor forward(Tensor input)
    {
        var padded = F.PadToMultiple(input, Stride);
        using (new SingleValueNorms(this, padded)) return F.CropLike(Logits(padded), input);
    }

    /// <summary>(N, in, H, W) → the model's logits (N, classes, H, W), then those of each further output, (N, 1, H, W).</summary>
    internal IReadOnlyList<Tensor> AllLogits(Tensor input)
    {
        var padded = F.PadToMultiple(input, Stride);
        using (new SingleValueNorms(this, padded)) return [.. LogitsOfAll(padded).Select(logits => F.CropLike(logits, input))];
    }

    /// <summary>
    /// Copies another model's weights. Where that model has another number of classes, the last layer stays as it is; further outputs that
    /// only one of the two has are left out.
    /// </summary>
    /// <returns>Whether the last layer was copied, too.</returns>
    /// <exception cref="ArgumentException">Anything else differs; the message lists it.</exception>
    public bool StartFrom(SegmentationModel start)
    {
        ArgumentNullException.ThrowIfNull(start);
        var (own, state) = (state_dict(), start.state_dict());
        var same = start.Classes == Classes;
        if (!same)
            foreach (var (name, parameter) in named_parameters().TakeLast(2)) state[name] = parameter; // weight and bias
        string[] added = [.. Options.Outputs.Except(start.Options.Outputs)], dropped = [.. start.Options.Outputs.Except(Options.Outputs)];
        foreach (var name in own.Keys.Where(name => IsOf(added, name))) state[name] = own[name];
        foreach (var name in state.Keys.Where(name => IsOf(dropped, name)).ToArray()) state.Remove(name);
        StateDict.Load(own, state);
        return same;
    }

    /// <summary>How the names of a further output's weights begin.</summary>
    internal static string PrefixOf(string output) => $"{Outputs}.{output}.";

    /// <summary>Logits as large as the input, whose sides are multiples of <see cref="Stride"/>.</summary>
    protected abstract Tensor Logits(Tensor x);

    /// <summary>The model's logits, then those of each further output.</summary>
    private protected virtual IReadOnlyList<Tensor> LogitsOfAll(Tensor x) => [Logits(x)];

    /// <summary>Registers a layer under a name, which begins the names of its weights in checkpoints.</summary>
    protected T Register<T>(string layer, T module) where T : nn.Module
    {
        register_module(layer, module);
        return module;
    }

    private static bool IsOf(IEnumerable<string> outputs, string weight) =>
        outputs.Any(output => weight.StartsWith(PrefixOf(output), StringComparison.Ordinal));

    /// <summary>
    /// In training, a batch whose smallest features are one value a channel has no variance there, and batch norm would divide by zero: for
    /// such a batch its running statistics stand in.
    /// </summary>
    private readonly ref struct SingleValueNorms : IDisposable
    {
        private readonly NormBase[] norms = [];

        internal SingleValueNorms(SegmentationModel model, Tensor padded)
        {
            if (!model.training || padded.shape[0] * padded.shape[2] * padded.shape[3] > (long)model.Stride * model.Stride) return;
            norms = [.. model.modules().OfType<NormBase>().Where(norm => norm.training)];
            foreach (var norm in norms) norm.eval();
        }

        public void Dispose()
        {
            foreach (var norm in norms) norm.train();
        }
    }
}
