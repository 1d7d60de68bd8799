using System.Diagnostics;

namespace Cutline.Golden;

/// <summary>
/// A test that needs a module of the installed Python, skipped where it is missing. Compiled into the tests that have one.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    private const string Python = "/usr/bin/python3";

    public PythonFactAttribute(string module) => Skip = Missing(module);

    /// <summary>Why a test is skipped; null where the module is there.</summary>
    internal static string? Missing(string module) => Has(module) ? null : $"{Python} has no {module} (Debian's python3-{module})";

    private static bool Has(string module) =>
        File.Exists(Python) && Run("-c", $"import importlib.util as u, sys; sys.exit(u.find_spec('{module}') is None)").Code == 0;

    internal static (int Code, string Errors) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }
}

/// <summary>A parametrised test that needs a module of the installed Python, skipped where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute(string module) => Skip = PythonFactAttribute.Missing(module);
}
