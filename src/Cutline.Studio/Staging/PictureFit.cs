namespace Cutline.Studio.Staging;

/// <summary>How a picture of another aspect lies behind a subject.</summary>
public enum PictureFit
{
    /// <summary>It fills the frame, and is cut off where it does not fit.</summary>
    Cover,

    /// <summary>All of it is seen, on its mean colour.</summary>
    Contain,
}
