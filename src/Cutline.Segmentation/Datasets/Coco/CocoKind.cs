namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>What an annotation file describes.</summary>
internal enum CocoKind
{
    /// <summary>Objects with outlines.</summary>
    Outlines,

    /// <summary>Objects with outlines and keypoints: in COCO's own folder, of the photos and persons that the outlines' file lists too.</summary>
    Keypoints,

    /// <summary>Sentences.</summary>
    Captions,

    /// <summary>Names of PNG files that hold the segments.</summary>
    Panoptic,

    /// <summary>Photos without annotations.</summary>
    Photos,

    /// <summary>One photo, as LabelMe writes it.</summary>
    LabelMe,

    /// <summary>Nothing of COCO.</summary>
    Other,
}
