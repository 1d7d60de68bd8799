using static TorchSharp.torch;

namespace Cutline.Training.Encoders;

/// <summary>
/// A classification network without its head, which returns its features at several strides, such as 2, 4, 8, 16 and 32. Its state dict
/// has the names of the published weights (torchvision's for ResNet and MobileNet), so that <see cref="EncoderWeights"/> loads these.
/// </summary>
public abstract class Encoder : nn.Module<Tensor, Tensor>
{
    /// <param name="name">The type's name.</param>
    /// <param name="channels">Of each of the features, the finest first.</param>
    /// <param name="finest">Stride of the first features, 2 or 4. That of each of the next is twice as large.</param>
    /// <param name="coarsest">No features have a larger stride: 32, or 16 for an encoder that is dilated.</param>
    /// <exception cref="ArgumentException">There are no features at stride 4 or none that are coarser.</exception>
    protected Encoder(string name, IReadOnlyList<int> channels, int finest = 2, int coarsest = 32) : base(name)
    {
        ArgumentNullException.ThrowIfNull(channels);
        Channels = channels;
        Strides = [.. channels.Select((_, i) => Math.Min(finest << i, coarsest))];
        if (finest is not (2 or 4) || Strides.Count < 2 || Stride <= 4)
            throw new ArgumentException($"{name} has features at strides {string.Join(", ", Strides)}: begin at 2 or 4, and go beyond 4");
    }

    /// <summary>Channels of the features, the finest first.</summary>
    public IReadOnlyList<int> Channels { get; }

    /// <summary>Input pixels to one of the features, along a side, the finest first. Where dilated, the last two are the same.</summary>
    public IReadOnlyList<int> Strides { get; }

    /// <summary>Stride of the last features.</summary>
    public int Stride => Strides[^1];

    /// <summary>Models pad the sides of a picture to multiples of this: the <see cref="Stride"/>, or a multiple of it.</summary>
    public virtual int Multiple => Stride;

    /// <summary>How the names of the classification head begin, which is no part of an encoder.</summary>
    public abstract IReadOnlyList<string> Head { get; }

    /// <summary>Whose file <see cref="EncoderWeights"/> reads, for messages.</summary>
    public virtual string Published => "torchvision's model of the same name";

    /// <summary>(N, in, H, W) → for each of the <see cref="Strides"/> s (N, channels, H/s, W/s), sides rounded up.</summary>
    public abstract Tensor[] Features(Tensor x);

    /// <summary>The last of the <see cref="Features"/>.</summary>
    public sealed override Tensor forward(Tensor input) => Features(input)[^1];

    /// <summary>The index of the first features of a stride; -1 where there are none.</summary>
    public int IndexOf(int stride)
    {
        var index = 0;
        while (index < Strides.Count && Strides[index] != stride) index++;
        return index < Strides.Count ? index : -1;
    }
}
