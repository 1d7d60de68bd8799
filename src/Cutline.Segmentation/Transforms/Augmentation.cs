namespace Cutline.Segmentation.Transforms;

/// <summary>How training photos are varied. Lengths are shares of the image, angles degrees, probabilities 0 to 1.</summary>
public sealed record Augmentation
{
    public static Augmentation None { get; } = new();

    /// <summary>Small changes of place and light: for photos like those trained on.</summary>
    public static Augmentation Light { get; } = new()
    {
        Flip = 0.5, Rotate = 5, ScaleDown = 0.9, ScaleUp = 1.15, Shift = 0.05, Brightness = 0.15, Contrast = 0.15, Saturation = 0.2,
    };

    /// <summary>Large ones, colours and backgrounds included: for photos that nobody has seen.</summary>
    public static Augmentation Strong { get; } = new()
    {
        Flip = 0.5, Rotate = 8, ScaleDown = 0.65, ScaleUp = 1.4, Shift = 0.15, Brightness = 0.35, Contrast = 0.35, Saturation = 0.5,
        Tint = 0.1, Grey = 0.05, Blur = 0.15, Noise = 0.03, Background = 0.5,
    };

    /// <summary>Probability of a mirror image.</summary>
    public double Flip { get; init; }

    /// <summary>Largest rotation to either side.</summary>
    public double Rotate { get; init; }

    /// <summary>Smallest scale.</summary>
    public double ScaleDown { get; init; } = 1;

    /// <summary>Largest scale.</summary>
    public double ScaleUp { get; init; } = 1;

    /// <summary>Largest shift in each direction.</summary>
    public double Shift { get; init; }

    /// <summary>Largest relative change of brightness.</summary>
    public double Brightness { get; init; }

    public double Contrast { get; init; }

    public double Saturation { get; init; }

    /// <summary>Largest relative change of one colour channel against the others.</summary>
    public double Tint { get; init; }

    /// <summary>Probability of a photo without colour.</summary>
    public double Grey { get; init; }

    /// <summary>Probability of a slightly unsharp photo.</summary>
    public double Blur { get; init; }

    /// <summary>Largest standard deviation of added noise, of a full scale of 1.</summary>
    public double Noise { get; init; }

    /// <summary>Probability that the car is cut out and placed before another background.</summary>
    public double Background { get; init; }

    /// <exception cref="ArgumentException">There is no preset of this name.</exception>
    public static Augmentation Parse(string preset) => preset switch
    {
        "none" => None,
        "light" => Light,
        "strong" => Strong,
        _ => throw new ArgumentException($"there is no augmentation '{preset}': use none, light or strong"),
    };
}
