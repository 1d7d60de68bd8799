using System.Diagnostics;
using System.Runtime.InteropServices;
using Cutline.Imaging.Decoding;

namespace Cutline.Imaging.Tests.Decoding;

/// <summary>A program that gives itself the limits of a decoder and goes beyond them.</summary>
internal static partial class Limited
{
    internal const string Hungry = "--hungry", Busy = "--busy";

    internal const int MiB = 64;

    /// <summary>Takes memory until there is none, and says how many MiB it got; or computes without end.</summary>
    internal static bool RunIfAsked(string[] arguments)
    {
        if (arguments is not [Hungry or Busy]) return false;
        using var limits = ProcessLimits.OfThisProcess();
        limits.Allow(new(MiB << 20, TimeSpan.FromSeconds(1)));
        if (arguments[0] == Busy) while (true) Thread.SpinWait(1000);
        var taken = new Stack<nint>(1000);
        while (taken.Count < 1000 && Take(1 << 20) is not 0 and var block) taken.Push(block);
        var count = taken.Count;
        while (taken.TryPop(out var given)) Give(given); // .NET needs some to say it
        Console.Write(count);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "malloc")]
    private static partial nint Take(nuint bytes);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Give(nint block);

    internal static (int Code, string Said) Run(string what)
    {
        var program = Decoders.Program;
        using var process = Process.Start(
            new ProcessStartInfo(program.File, [.. program.Arguments, what]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
