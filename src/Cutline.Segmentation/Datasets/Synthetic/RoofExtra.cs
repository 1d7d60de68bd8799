namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>What stands on a car's roof; part of the car.</summary>
public enum RoofExtra
{
    None,
    Fin,
    Rails,
    Box,
}
