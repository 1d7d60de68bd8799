namespace Cutline.Training.Losses;

/// <summary>The models that a loss is for.</summary>
public enum LossClasses
{
    /// <summary>Every model.</summary>
    Any,

    /// <summary>Models with one logit for each pixel.</summary>
    Binary,

    /// <summary>Models with one logit for each class and pixel.</summary>
    Multiclass,
}
