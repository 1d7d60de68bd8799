namespace Cutline.Cli.Output;

/// <summary>What to say where the system gives the program too little: memory, threads, or files that may be open.</summary>
internal static class Starvation
{
    /// <summary>Cause and repair in one line; null where an exception has another cause.</summary>
    internal static string? Of(Exception? e) => e switch
    {
        null => null,
        InsufficientExecutionStackException => null,
        OutOfMemoryException => "there is not enough memory: allow more (ulimit -v, -u; the container's limit), or work on less at a time",
        FileNotFoundException { FileName: { } name } when name.Contains(", Version=", StringComparison.Ordinal) =>
            $"{name.Split(',')[0]} cannot be loaded: too few files may be open (ulimit -n), or it is missing from this build",
        FileLoadException { FileName: { } name } =>
            $"{name.Split(',')[0]} cannot be loaded: too few files may be open (ulimit -n), or there is too little memory",
        _ => Of(e.InnerException),
    };
}
