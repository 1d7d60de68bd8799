namespace Cutline.Studio;

/// <summary>Why a person should look at a cut-out before it is used.</summary>
public enum ReviewReason
{
    /// <summary>The model is less sure of the outline than it is where it is right.</summary>
    Unsure,

    /// <summary>The car reaches the photo's edge: a part of it is not on the photo.</summary>
    CutOff,

    /// <summary>The car takes a small part of the photo.</summary>
    Small,
}
