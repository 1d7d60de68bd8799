using static TorchSharp.torch;

namespace Cutline.Training.Encoders;

/// <summary>
/// A classification network without its head, which returns its features at strides 2, 4, 8, 16 and 32. Its state dict has torchvision's
/// names, so that <see cref="EncoderWeights"/> loads what torchvision saved.
/// </summary>
public abstract class Encoder : nn.Module<Tensor, Tensor>
{
    /// <summary>How many features there are.</summary>
    public const int Levels = 5;

    /// <summary>Stride of the last features; 16 where the encoder is dilated.</summary>
    public const int Deepest = 1 << Levels;

    /// <param name="name">The type's name.</param>
    /// <param name="channels">Of the features at stride 2, 4, 8, 16 and 32.</param>
    protected Encoder(string name, params int[] channels) : base(name)
    {
        if (channels.Length != Levels)
            throw new ArgumentException($"{name} names {channels.Length} numbers of channels: name {Levels}, for strides 2, 4, 8, 16 "
            + "and 32");
        Channels = channels;
    }

    /// <summary>Channels of the features at stride 2, 4, 8, 16 and 32.</summary>
    public IReadOnlyList<int> Channels { get; }

    /// <summary>How the names of torchvision's head begin, which is no part of an encoder.</summary>
    public abstract IReadOnlyList<string> Head { get; }

    /// <summary>
    /// (N, in, H, W) → (N, channels, H/2, W/2), …, (N, channels, H/32, W/32), sides rounded up; the last at H/16 where dilated.
    /// </summary>
    public abstract Tensor[] Features(Tensor x);

    /// <summary>The last of the <see cref="Features"/>.</summary>
    public sealed override Tensor forward(Tensor input) => Features(input)[^1];
}
