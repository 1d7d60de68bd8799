using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cutline.Imaging.Decoding;

/// <summary>
/// The decoder's side of a <see cref="DecoderPool"/>: a process that reads pictures for another one until that one ends. It is the same
/// program, started with an argument of its own.
/// </summary>
public static partial class DecoderProcess
{
    /// <summary>The argument that asks a program to be a decoder.</summary>
    internal const string Argument = "--cutline-decoder";

    /// <summary>Set in a decoder's environment.</summary>
    internal const string Variable = "CUTLINE_DECODER";

    /// <summary>The first word of a process that is ready.</summary>
    internal const string Greeting = "cutline decoder 1";

    /// <summary>How much larger than at its beginning a process may be and still be used again.</summary>
    private const long MostKept = 128L << 20;

    private static readonly List<PosixSignalRegistration> Ignored = [];

    /// <summary>Runs as a decoder where a program is asked to be one. The first thing in the Main of a program that has a pool.</summary>
    /// <param name="args">The arguments of Main.</param>
    /// <returns>Whether it was asked; Main then returns.</returns>
    public static bool RunIfAsked(string[] args)
    {
        if (args is not [Argument] || Environment.GetEnvironmentVariable(Variable) is null) return false;
        Run();
        return true;
    }

    private static void Run()
    {
        // Ctrl+C and a service manager's signal reach the whole group of processes; the one that asked says when it is over.
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            Ignored.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = true));
        using var replies = Replies();
        using var limits = ProcessLimits.OfThisProcess();
        limits.Allow(DecodeCost.OfHeader(0));
        WarmUp();
        var size = Environment.WorkingSet;
        using var requests = new BlockingCollection<DecodeRequest>();
        new Thread(() => Listen(requests), 128 << 10) { IsBackground = true, Name = "requests" }.Start();
        Frame.Write(replies, to => to.Write(Greeting));
        using var handler = new DecodeRequestHandler(limits);
        foreach (var request in requests.GetConsumingEnumerable())
        {
            var reply = handler.Answer(request);
            Frame.Write(replies, reply.Write);
            if (Environment.WorkingSet > size + MostKept) return; // a fresh process takes its place
        }
    }

    /// <summary>Reads requests. When the process that asks has ended, so does this one, whatever it is at.</summary>
    private static void Listen(BlockingCollection<DecodeRequest> requests)
    {
        try
        {
            using var from = Console.OpenStandardInput();
            while (true) requests.Add(DecodeRequest.Read(Frame.Read(from)));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    /// <summary>Standard output, which from now on nothing else in this process can write to.</summary>
    private static Stream Replies()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var own = Duplicate(1);
        if (own < 0 || Duplicate(2, 1) < 0) return Console.OpenStandardOutput();
        return new FileStream(new SafeFileHandle(own, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    /// <summary>Loads the libraries and compiles what every photo needs, before the first one comes.</summary>
    private static void WarmUp()
    {
        using var small = Photo.FromPixels(new byte[16 * 16 * 3], 16, 16, PixelFormat.Rgb);
        Photo.Load(small.Encode(new(PhotoFormat.Jpeg))).Dispose();
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int file, int onto);
}
