namespace Cutline.Studio.Mattes;

/// <summary>A reason why a person should check a cut-out before it is used.</summary>
public enum ReviewReason
{
    /// <summary>The model's confidence along the outline is low.</summary>
    Unsure,

    /// <summary>The car touches the photo's border, so a part of it may be missing.</summary>
    CutOff,

    /// <summary>The car is small in the photo.</summary>
    Small,

    /// <summary>The photo seems to show another car: one was left out, or the outline is that of two cars.</summary>
    OtherCar,

    /// <summary>The licence plate was to be covered, and none was detected.</summary>
    NoPlate,
}
