using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>
/// A change of training photos and their masks that an <see cref="Augmenter"/> makes after those of its <see cref="AugmentationOptions"/>.
/// Derive from it to add your own. Draw every random number from the streams given, so that a resumed run sees what an unbroken one does.
/// </summary>
public abstract class AugmentationStep
{
    /// <summary>Changes a batch. Gradients are off, and tensors that are made within but not returned are released by the caller.</summary>
    /// <param name="photos">Float32 (N, 3, H, W), on any device; may be written into. Values outside [0, 1] are clamped after the last
    /// step.</param>
    /// <param name="masks">Float32 (N, 1, H, W) of zeros and ones, or class indices (N, H, W), 255 for void; must not be written
    /// into.</param>
    /// <param name="random">One stream for each photo, by its place in the batch.</param>
    /// <returns>Photos and masks of the same kinds, and of one size.</returns>
    public abstract (Tensor Photos, Tensor Masks) Apply(Tensor photos, Tensor masks, IReadOnlyList<AugmentationRandom> random);
}
