namespace Cutline.Segmentation.Datasets.Cityscapes;

/// <summary>A label of Cityscapes.</summary>
/// <param name="Name">As in the publication.</param>
/// <param name="Id">Its value in <c>*_labelIds.png</c>; -1 for none.</param>
/// <param name="TrainId">Its index among the 19 classes that are evaluated; 255 or -1 for none of them.</param>
/// <param name="Category">The name of its category.</param>
/// <param name="CategoryId">Its index among the 8 categories.</param>
/// <param name="Colour">Its colour in <c>*_color.png</c>.</param>
public sealed record CityscapesLabel(string Name, int Id, int TrainId, string Category, int CategoryId, (byte R, byte G, byte B) Colour);

/// <summary>
/// The 35 labels of Cityscapes in their order. Source: cityscapesScripts, <c>cityscapesscripts/helpers/labels.py</c>
/// (M. Cordts et al., "The Cityscapes Dataset for Semantic Urban Scene Understanding", CVPR 2016; github.com/mcordts/cityscapesScripts).
/// </summary>
public static class CityscapesLabels
{
    /// <summary>The labels.</summary>
    public static IReadOnlyList<CityscapesLabel> All { get; } =
    [
        new("unlabeled", 0, 255, "void", 0, (0, 0, 0)),
        new("ego vehicle", 1, 255, "void", 0, (0, 0, 0)),
        new("rectification border", 2, 255, "void", 0, (0, 0, 0)),
        new("out of roi", 3, 255, "void", 0, (0, 0, 0)),
        new("static", 4, 255, "void", 0, (0, 0, 0)),
        new("dynamic", 5, 255, "void", 0, (111, 74, 0)),
        new("ground", 6, 255, "void", 0, (81, 0, 81)),
        new("road", 7, 0, "flat", 1, (128, 64, 128)),
        new("sidewalk", 8, 1, "flat", 1, (244, 35, 232)),
        new("parking", 9, 255, "flat", 1, (250, 170, 160)),
        new("rail track", 10, 255, "flat", 1, (230, 150, 140)),
        new("building", 11, 2, "construction", 2, (70, 70, 70)),
        new("wall", 12, 3, "construction", 2, (102, 102, 156)),
        new("fence", 13, 4, "construction", 2, (190, 153, 153)),
        new("guard rail", 14, 255, "construction", 2, (180, 165, 180)),
        new("bridge", 15, 255, "construction", 2, (150, 100, 100)),
        new("tunnel", 16, 255, "construction", 2, (150, 120, 90)),
        new("pole", 17, 5, "object", 3, (153, 153, 153)),
        new("polegroup", 18, 255, "object", 3, (153, 153, 153)),
        new("traffic light", 19, 6, "object", 3, (250, 170, 30)),
        new("traffic sign", 20, 7, "object", 3, (220, 220, 0)),
        new("vegetation", 21, 8, "nature", 4, (107, 142, 35)),
        new("terrain", 22, 9, "nature", 4, (152, 251, 152)),
        new("sky", 23, 10, "sky", 5, (70, 130, 180)),
        new("person", 24, 11, "human", 6, (220, 20, 60)),
        new("rider", 25, 12, "human", 6, (255, 0, 0)),
        new("car", 26, 13, "vehicle", 7, (0, 0, 142)),
        new("truck", 27, 14, "vehicle", 7, (0, 0, 70)),
        new("bus", 28, 15, "vehicle", 7, (0, 60, 100)),
        new("caravan", 29, 255, "vehicle", 7, (0, 0, 90)),
        new("trailer", 30, 255, "vehicle", 7, (0, 0, 110)),
        new("train", 31, 16, "vehicle", 7, (0, 80, 100)),
        new("motorcycle", 32, 17, "vehicle", 7, (0, 0, 230)),
        new("bicycle", 33, 18, "vehicle", 7, (119, 11, 32)),
        new("license plate", -1, -1, "vehicle", 7, (0, 0, 142)),
    ];
}
