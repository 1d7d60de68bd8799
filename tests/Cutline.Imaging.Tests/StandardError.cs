using System.Runtime.InteropServices;

namespace Cutline.Imaging.Tests;

/// <summary>What native code writes to the process's standard error.</summary>
internal static partial class StandardError
{
    internal static string During(Action action)
    {
        var path = Path.GetTempFileName();
        var kept = dup(2);
        try
        {
            using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
                Assert.Equal(2, dup2((int)file.DangerousGetHandle(), 2));
            action();
        }
        finally
        {
            _ = dup2(kept, 2);
            _ = close(kept);
        }

        var text = File.ReadAllText(path);
        File.Delete(path);
        return text;
    }

    internal static void Write(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Assert.Equal(bytes.Length, (int)write(2, bytes, (nuint)bytes.Length));
    }

    [LibraryImport("libc")] private static partial int dup(int descriptor);
    [LibraryImport("libc")] private static partial int dup2(int descriptor, int as2);
    [LibraryImport("libc")] private static partial int close(int descriptor);
    [LibraryImport("libc")] private static partial nint write(int descriptor, byte[] bytes, nuint count);
}
