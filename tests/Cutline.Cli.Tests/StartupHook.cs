/// <summary>
/// Runs within the program before its Main where DOTNET_STARTUP_HOOKS names this assembly, and writes at the program's end which files it
/// has mapped. The runtime looks for it by this name, without a namespace.
/// </summary>
internal static class StartupHook
{
    /// <summary>Names the file to write to.</summary>
    internal const string Variable = "CUTLINE_TEST_MAPS";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } file) return;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText(file, File.ReadAllText("/proc/self/maps"));
    }
}
