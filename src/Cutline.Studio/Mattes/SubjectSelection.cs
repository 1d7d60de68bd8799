namespace Cutline.Studio.Mattes;

/// <summary>Which of several cars is cut out.</summary>
public enum SubjectSelection
{
    /// <summary>The car that the photo is of, see <see cref="Subject"/>.</summary>
    Main,

    /// <summary>Every car.</summary>
    All,
}
