namespace Cutline.Training.Encoders;

/// <summary>The encoders that can be made by name: torchvision's names where it has them. Programs add their own.</summary>
public static class EncoderRegistry
{
    private static readonly Lock Gate = new();
    private static (string Name, Func<int, bool, Encoder> Make)[] all =
    [
        ("resnet18", (channels, dilated) => new ResNet([2, 2, 2, 2], bottleneck: false, channels, dilated)),
        ("resnet34", (channels, dilated) => new ResNet([3, 4, 6, 3], bottleneck: false, channels, dilated)),
        ("resnet50", (channels, dilated) => new ResNet([3, 4, 6, 3], bottleneck: true, channels, dilated)),
        ("mobilenet_v2", (channels, dilated) => new MobileNetV2(channels, dilated)),
        ("mobilenet_v2_1280", (channels, dilated) => new MobileNetV2(channels, dilated, MobileNetV2.Wide)),
        ("mobilenet_v2_96", (channels, dilated) => new MobileNetV2(channels, dilated, MobileNetV2.Narrow)),
        ("mit_b0", (channels, dilated) => new MixTransformer(MixTransformer.B0, channels, dilated)),
    ];

    /// <summary>Every encoder's name, in the order of registration.</summary>
    public static IReadOnlyList<string> Names => [.. all.Select(e => e.Name)];

    internal static string List => string.Join(", ", Names);

    /// <summary>Adds an encoder under a name.</summary>
    /// <param name="name">Its name in options and on the command line.</param>
    /// <param name="make">Makes the encoder from its number of input channels and whether its last stage keeps stride 16.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public static void Register(string name, Func<int, bool, Encoder> make)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(make);
        lock (Gate)
        {
            if (all.Any(e => e.Name == name))
                throw new ArgumentException($"there is an encoder named '{name}' already: register yours under another name");
            all = [.. all, (name, make)];
        }
    }

    /// <summary>A new encoder with weights drawn anew, in training mode.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="inChannels">Channels of the picture.</param>
    /// <param name="dilated">The last stage keeps stride 16 and dilates its convolutions instead, as DeepLab has it.</param>
    /// <exception cref="ArgumentException">There is no encoder of this name; the message lists those that there are.</exception>
    public static Encoder Make(string name, int inChannels = 3, bool dilated = false)
    {
        Check(name);
        return all.First(e => e.Name == name).Make(inChannels, dilated);
    }

    internal static void Check(string name)
    {
        if (all.All(e => e.Name != name)) throw new ArgumentException($"Model.Encoder is '{name}': use {List}");
    }
}
