using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Cutline.Cli.Output;

/// <summary>
/// Makes every line of the error stream a JSON object: lines that are one already, as the service's log writes them, stay as they are, all
/// others become the <c>Message</c> of one; those of native libraries, too, where the system has pipes to put in its place.
/// </summary>
internal static partial class JsonLines
{
    private const int ErrorStream = 2;

    /// <summary>The last line, which nothing else writes.</summary>
    private const string End = "\u0004";

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>Begins, before anything was written to the error stream, and lasts until the process ends.</summary>
    internal static void Start()
    {
        if (OperatingSystem.IsWindows() || !TryReplace(out var lines, out var errors))
        {
            Console.SetError(TextWriter.Synchronized(new Wrapper(Console.Error)));
            return;
        }

        var ended = new ManualResetEventSlim();
        new Thread(() => Copy(lines, errors, ended)) { Name = "error stream", IsBackground = true }.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Console.Error.Flush();
            WriteAll(ErrorStream, $"\n{End}\n");
            ended.Wait(LastWords);
        };
    }

    /// <summary>A line as a JSON object.</summary>
    internal static string Of(string line)
    {
        if (IsObject(line)) return line;
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["Timestamp"] = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture), ["LogLevel"] = "Information",
            ["Category"] = "cutline", ["Message"] = line,
        });
    }

    private static bool IsObject(string line)
    {
        if (!line.StartsWith('{')) return false;
        try
        {
            using var json = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Copy(Stream lines, int errors, ManualResetEventSlim ended)
    {
        using var reader = new StreamReader(lines, Encoding.UTF8);
        while (reader.ReadLine() is { } line && line != End)
            if (line.Length > 0) WriteAll(errors, $"{Of(line)}\n");
        ended.Set();
    }

    /// <summary>
    /// Writes where the stream is, which other programs may write to as well: a file of .NET would keep a place of its own.
    /// </summary>
    private static void WriteAll(int stream, string text)
    {
        for (var rest = Encoding.UTF8.GetBytes(text); rest.Length > 0;)
        {
            var written = Write(stream, rest, rest.Length);
            if (written <= 0) return; // nobody reads it any more
            rest = rest[(int)written..];
        }
    }

    /// <summary>Puts a pipe in the error stream's place.</summary>
    /// <param name="lines">What is written to it.</param>
    /// <param name="errors">The stream that it was.</param>
    private static bool TryReplace(out Stream lines, out int errors)
    {
        lines = Stream.Null;
        var ends = new int[2];
        errors = Duplicate(ErrorStream);
        if (errors < 0 || Pipe(ends) != 0 || Duplicate(ends[1], ErrorStream) < 0) return false;
        lines = new FileStream(new SafeFileHandle(ends[0], ownsHandle: true), FileAccess.Read, bufferSize: 0);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static partial int Pipe([Out] int[] ends);

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int stream);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int stream, int to);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int stream, byte[] bytes, nint count);

    /// <summary>Wraps the lines that this program itself writes.</summary>
    private sealed class Wrapper(TextWriter errors) : TextWriter
    {
        private readonly StringBuilder line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value != '\n') line.Append(value);
            else if (line.Length > 0)
            {
                errors.WriteLine(Of(line.ToString().TrimEnd('\r')));
                line.Clear();
            }
        }
    }
}
