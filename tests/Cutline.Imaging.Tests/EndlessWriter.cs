using Cutline.Imaging.Decoding;
using Cutline.Imaging.Tests.Decoding;

namespace Cutline.Imaging.Tests;

/// <summary>
/// The program that tests start: a decoder, or in order to kill it one that writes a file again and again, whole ones of one letter each.
/// </summary>
internal static class EndlessWriter
{
    internal const int Bytes = 1 << 20;

    private static void Main(string[] arguments)
    {
        if (DecoderProcess.RunIfAsked(arguments) || Limited.RunIfAsked(arguments)) return;
        if (arguments is not [var path]) return;
        for (var i = 0; ; i++)
        {
            var content = new byte[Bytes];
            content.AsSpan().Fill((byte)('a' + i % 26));
            AtomicFile.Write(path, content);
            if (i == 0) Console.WriteLine("written");
        }
    }
}
