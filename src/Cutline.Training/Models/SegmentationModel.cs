using Cutline.Training.Encoders;
using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>
/// A network from a picture to one logit for each class and pixel. Input of any size: it is padded to a multiple of
/// <see cref="Stride"/>, and the logits are cropped back.
/// </summary>
public abstract class SegmentationModel : Module
{
    /// <param name="options">Validated.</param>
    /// <param name="stride">Input pixels to one of the smallest features.</param>
    private protected SegmentationModel(ModelOptions options, int stride) => (Options, Stride) = (options, stride);

    public ModelOptions Options { get; }

    /// <summary>Channels of the output.</summary>
    public int Classes => Options.Classes;

    /// <summary>Height and width are padded to multiples of this.</summary>
    public int Stride { get; }

    /// <summary>What it stands on, whose weights may come from a file of torchvision's; null where it has no such part.</summary>
    public Encoder? Encoder { get; private protected init; }

    /// <summary>(N, in, H, W) → logits (N, classes, H, W).</summary>
    public sealed override Tensor Forward(Tensor x)
    {
        var (height, width) = (x.Shape[2], x.Shape[3]);
        return Padding.Crop(Logits(Padding.ToMultiple(x, Stride)), height, width);
    }

    /// <summary>Copies another model's weights. Where that tells another number of classes apart, the last layer stays as it is.</summary>
    /// <returns>Whether the last layer came, too.</returns>
    /// <exception cref="ArgumentException">Anything else differs; the message lists it.</exception>
    public bool StartFrom(SegmentationModel start)
    {
        if (start.Classes == Classes)
        {
            LoadStateDict(start.StateDict());
            return true;
        }

        var last = StateDict().TakeLast(2); // weight and bias
        LoadStateDict(start.StateDict().SkipLast(2).Concat(last).ToDictionary());
        return false;
    }

    /// <summary>
    /// Makes the model ready for evaluation in one element type, each batch norm that is registered next after a convolution folded
    /// into it. Input is of that type from then on, and training is over.
    /// </summary>
    public void Fold(DType type)
    {
        Eval();
        foreach (var module in Descendants().Prepend(this))
            foreach (var (before, after) in module.Children.Zip(module.Children.Skip(1)))
                if (before.Module is Conv2d conv && after.Module is BatchNorm2d norm) conv.Fold(norm);
        To(type);
    }

    /// <summary>Logits as large as the input, whose sides are multiples of <see cref="Stride"/>.</summary>
    private protected abstract Tensor Logits(Tensor x);
}
