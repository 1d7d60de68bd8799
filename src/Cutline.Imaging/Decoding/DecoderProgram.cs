using System.Reflection;
using System.Runtime.InteropServices;

namespace Cutline.Imaging.Decoding;

/// <summary>
/// A program that can be started to decode pictures. The first thing that its Main does is <see cref="DecoderProcess.RunIfAsked"/>.
/// </summary>
/// <param name="File">What is started.</param>
/// <param name="Arguments">What it is given before the argument that asks for a decoder.</param>
public sealed record DecoderProgram(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>The program whose Main an assembly has, started in the way that this process was.</summary>
    /// <param name="main">Null for this process's own.</param>
    /// <exception cref="DecoderException">This process has no Main of .NET.</exception>
    public static DecoderProgram Of(Assembly? main = null)
    {
        main ??= Assembly.GetEntryAssembly();
        var (process, dll) = (Environment.ProcessPath, Location(main));
        if (main is null || process is null)
            throw new DecoderException("this process is of another program than .NET's: name a program that decodes pictures");
        var isOwn = Path.GetFileNameWithoutExtension(process).Equals(main.GetName().Name, StringComparison.OrdinalIgnoreCase);
        return isOwn || dll.Length == 0 ? new(process, []) : new(Host(process), ["exec", dll]);
    }

    /// <summary>The program dotnet, which runs this process or lies three folders above its runtime.</summary>
    private static string Host(string process)
    {
        if (Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase)) return process;
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return System.IO.File.Exists(beside) ? beside : name;
    }

    /// <summary>Its file; empty for one that is part of a single file.</summary>
    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage(
        "SingleFile", "IL3000", Justification = "An empty location is what tells a single file.")]
    private static string Location(Assembly? main) => main?.Location ?? "";
}
