using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Cutline.Tests;

/// <summary>The program exiftool, which writes and reads what picture files tell. A test that needs it fails where it is missing.</summary>
internal static class Exiftool
{
    /// <summary>What every text of <see cref="Marked"/> that tells of a person, a camera or a place has in it.</summary>
    public const string Secret = "SECRET";

    private static readonly string[] Camera =
        ["-Make=Cutline", "-Model=Box Mk II", "-LensModel=35mm F2", "-DateTimeOriginal=2026:05:04 10:20:30", "-FNumber=2.8", "-ISO=200"];

    private static readonly string[] Place =
        ["-GPSLatitude=48.137", "-GPSLatitudeRef=N", "-GPSLongitude=11.575", "-GPSLongitudeRef=E", "-GPSAreaInformation=SECRET place"];

    private static readonly string[] Identity =
    [
        "-EXIF:Artist=SECRET artist", "-EXIF:Copyright=SECRET copyright", "-EXIF:ImageDescription=SECRET description",
        "-EXIF:UserComment=SECRET comment", "-EXIF:OwnerName=SECRET owner", "-EXIF:SerialNumber=SECRET-1",
        "-EXIF:LensSerialNumber=SECRET-2",
        "-EXIF:ImageUniqueID=5EC5EC5EC5EC5EC5", "-EXIF:HostComputer=SECRET computer",
    ];

    private static readonly string[] Other =
    [
        "-XMP:Creator=SECRET xmp", "-XMP:CreatorTool=SECRET tool", "-XMP:GPSLatitude=48.137", "-XMP:Location=SECRET street",
        "-XMP-aux:SerialNumber=SECRET-3",
    ];

    /// <summary>A file with all that a camera and its owner may write into one of its format.</summary>
    public static byte[] Marked(byte[] file, string extension, int orientation = 1)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put($"marked.{extension}", file);
        string[] more = extension is "jpg" ? ["-IPTC:By-line=SECRET iptc", "-IPTC:City=SECRET city", "-Comment=SECRET comment"] :
            extension is "png" ? ["-PNG:Author=SECRET author", "-PNG:Comment=SECRET comment"] : [];
        Run([.. Camera, .. Place, .. Identity, .. Other, .. more, $"-Orientation#={orientation}", "-overwrite_original", "-q", path]);
        return File.ReadAllBytes(path);
    }

    /// <summary>
    /// What the files of a folder tell, each as an object whose names begin with their groups, such as <c>GPS:GPSLatitude</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, JsonObject> Read(string folder)
    {
        var all = JsonNode.Parse(Run(["-j", "-G1", "-a", "-u", "-ee", folder]))!.AsArray();
        return all.ToDictionary(file => Path.GetFileName((string)file!["SourceFile"]!), file => file!.AsObject());
    }

    private static string Run(string[] arguments)
    {
        try
        {
            using var program = Process.Start(new ProcessStartInfo("exiftool", arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var errors = program.StandardError.ReadToEndAsync();
            var output = program.StandardOutput.ReadToEnd();
            program.WaitForExit();
            Assert.True(program.ExitCode == 0, $"exiftool ended with {program.ExitCode}: {errors.Result}");
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Fail("exiftool is missing: apt-get install -y --no-install-recommends libimage-exiftool-perl");
            throw;
        }
    }
}
