using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cutline.Native;

/// <summary>
/// Finds the native library. It is built once for each libtorch, so it lies outside the .NET output:
/// in the folder that CUTLINE_NATIVE names, beside the program, or in .build/native of a folder above it.
/// Compiled into the assembly that has a C ABI beneath it.
/// </summary>
internal static class NativeDirectory
{
    [ModuleInitializer]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeDirectory).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (!name.StartsWith("cutline_", StringComparison.Ordinal)) return 0;
        var file = $"lib{name}.so";
        foreach (var directory in Candidates())
        {
            var full = Path.Combine(directory, file);
            if (File.Exists(full)) return NativeLibrary.Load(full);
        }

        throw new DllNotFoundException(
            $"{file} was not found. Run ./cutline once to build it, or set CUTLINE_NATIVE to the folder that holds it.");
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("CUTLINE_NATIVE") is { Length: > 0 } named)
        {
            yield return named;
            yield break;
        }

        yield return AppContext.BaseDirectory;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            yield return Path.Combine(at.FullName, ".build", "native");
    }
}
