namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>What is mounted on a car's roof, as a part of the car.</summary>
public enum RoofExtra
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A shark-fin antenna.</summary>
    Fin,

    /// <summary>Roof rails.</summary>
    Rails,

    /// <summary>A roof box.</summary>
    Box,
}
