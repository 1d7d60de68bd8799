namespace Cutline.Studio.Scenes;

/// <summary>How a background picture of another aspect ratio fits the frame.</summary>
public enum PictureFit
{
    /// <summary>It fills the frame and is cropped.</summary>
    Cover,

    /// <summary>It is shown whole, on its mean colour.</summary>
    Contain,
}
