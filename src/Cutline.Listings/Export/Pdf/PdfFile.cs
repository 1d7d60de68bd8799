using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Cutline.Listings.Export.Pdf;

/// <summary>The objects of a PDF 1.7 (ISO 32000-1), numbered as they are promised, written in any order.</summary>
internal sealed class PdfFile
{
    private readonly MemoryStream file = new();
    private readonly List<long> places = [];

    internal PdfFile()
    {
        Write("%PDF-1.7\n%");
        file.Write([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']); // that it is no text, for programs that look
    }

    /// <summary>A number for an object that is written later.</summary>
    internal int Promise()
    {
        places.Add(0);
        return places.Count;
    }

    /// <summary>Writes a promised object.</summary>
    internal void Add(int number, string body)
    {
        Begin(number);
        Write($"{body}\nendobj\n");
    }

    /// <summary>Writes an object, and gives its number.</summary>
    internal int Add(string body)
    {
        var number = Promise();
        Add(number, body);
        return number;
    }

    /// <summary>Writes a stream, and gives its number.</summary>
    /// <param name="entries">Of its dictionary, beside length and filter.</param>
    /// <param name="packed">Whether the bytes are packed already, as the entries say.</param>
    internal int AddStream(string entries, ReadOnlySpan<byte> bytes, bool packed = false)
    {
        var content = packed ? bytes : Packed(bytes);
        var number = Promise();
        Begin(number);
        Write(string.Create(CultureInfo.InvariantCulture, $"<< {entries}{(packed ? "" : " /Filter /FlateDecode")} /Length {content.Length} >>\nstream\n"));
        file.Write(content);
        Write("\nendstream\nendobj\n");
        return number;
    }

    /// <summary>The whole file. All promises are kept.</summary>
    internal byte[] End(int catalog, int info)
    {
        var at = file.Length;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n"));
        foreach (var place in places) Write(place > 0 ? string.Create(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n") : throw new InvalidOperationException("an object was promised and not written"));
        Write(string.Create(CultureInfo.InvariantCulture, $"trailer\n<< /Size {places.Count + 1} /Root {catalog} 0 R /Info {info} 0 R >>\nstartxref\n{at}\n%%EOF\n"));
        return file.ToArray();
    }

    /// <summary>Text as a string object, in UTF-16, whatever it holds.</summary>
    internal static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    /// <summary>A number as PDFs write it.</summary>
    internal static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static byte[] Packed(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal)) zlib.Write(bytes);
        return packed.ToArray();
    }

    private void Begin(int number)
    {
        places[number - 1] = file.Length;
        Write(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
    }

    private void Write(string text) => file.Write(Encoding.ASCII.GetBytes(text));
}
