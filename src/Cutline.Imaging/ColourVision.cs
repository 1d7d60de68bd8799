namespace Cutline.Imaging;

/// <summary>Kinds of colour vision.</summary>
public enum ColourVision
{
    /// <summary>With all three kinds of cones.</summary>
    Normal,

    /// <summary>Without the cones for long waves.</summary>
    Protanopia,

    /// <summary>Without the cones for middle waves, the most frequent kind of colour blindness.</summary>
    Deuteranopia,

    /// <summary>Without the cones for short waves.</summary>
    Tritanopia,
}
