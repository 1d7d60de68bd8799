namespace Cutline.Studio.Options;

/// <summary>The type of a cut option's value.</summary>
public enum CutOptionType
{
    /// <summary>Text with a form of its own.</summary>
    Text,

    /// <summary>A number with a decimal point, within a range.</summary>
    Number,

    /// <summary>A whole number within a range.</summary>
    Integer,

    /// <summary>One of a list of words.</summary>
    Choice,

    /// <summary>A picture file.</summary>
    File,
}

/// <summary>Where a cut option can be given.</summary>
[Flags]
public enum CutOptionUse
{
    /// <summary>As an option of <c>cutline cut</c>.</summary>
    CommandLine = 1,

    /// <summary>In a request to the API.</summary>
    Api = 2,

    /// <summary>In both.</summary>
    Both = CommandLine | Api,
}
