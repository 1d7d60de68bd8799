namespace Cutline.Training.Encoders;

/// <summary>Every encoder that there is, under torchvision's name.</summary>
public static class EncoderRegistry
{
    private static readonly Dictionary<string, Func<int, bool, Encoder>> Makers = new()
    {
        ["resnet18"] = (channels, dilated) => new ResNet([2, 2, 2, 2], bottleneck: false, channels, dilated),
        ["resnet34"] = (channels, dilated) => new ResNet([3, 4, 6, 3], bottleneck: false, channels, dilated),
        ["resnet50"] = (channels, dilated) => new ResNet([3, 4, 6, 3], bottleneck: true, channels, dilated),
        ["mobilenet_v2"] = (channels, dilated) => new MobileNetV2(channels, dilated),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys];

    internal static string List => string.Join(", ", Names);

    /// <summary>A new encoder with weights drawn anew, in training mode.</summary>
    /// <param name="dilated">The last stage keeps stride 16 and dilates its convolutions instead, as DeepLab has it.</param>
    /// <exception cref="ArgumentException">There is no encoder of this name; the message lists those that there are.</exception>
    public static Encoder Make(string name, int inChannels = 3, bool dilated = false)
    {
        Check(name);
        return Makers[name](inChannels, dilated);
    }

    internal static void Check(string name)
    {
        if (!Makers.ContainsKey(name)) throw new ArgumentException($"there is no encoder named '{name}': use {List}");
    }
}
