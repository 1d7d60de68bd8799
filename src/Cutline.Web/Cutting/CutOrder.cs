using Cutline.Imaging;
using Cutline.Studio.Staging;
using Cutline.Web.Problems;
using Cutline.Web.Uploads;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Cutting;

/// <summary>How one photo is to be cut and written, as <c>cutline cut</c> has it.</summary>
/// <param name="Given">The options as they were given, to read the same order again.</param>
/// <param name="Files">The pictures that came with them.</param>
public sealed record CutOrder(Finish Finish, PhotoEncoding Encoding, IReadOnlyDictionary<string, string> Given, CutFiles Files)
{
    /// <summary>Of a photo whose licence plate alone is wanted: the picture is as small as can be.</summary>
    internal static CutOrder PlateAlone { get; } = new(Finish.Parse(new() { Plate = new(), Size = FinishOptions.SmallestSize }), new(PhotoFormat.Png), new Dictionary<string, string>(), CutFiles.None);

    public string ContentType => Encoding.Format switch { PhotoFormat.Jpeg => "image/jpeg", PhotoFormat.WebP => "image/webp", _ => "image/png" };

    /// <summary>The ending of a file's name, without its dot.</summary>
    public string Ending => Encoding.Format switch { PhotoFormat.Jpeg => "jpg", PhotoFormat.WebP => "webp", _ => "png" };

    /// <summary>What of it fits one photo alone, for a message; null where several may be cut by it.</summary>
    internal string? OfOnePhoto => Finish.IsRetouched ? "a retouch is" : Finish.PlacesPlate ? "a plate's corners are" : null;

    /// <summary>Reads the options of a request. Each at most once; an unknown one is an error.</summary>
    /// <exception cref="RefusedException">One is wrong; it is named, with the repair.</exception>
    internal static CutOrder Read(IEnumerable<KeyValuePair<string, StringValues>> given, CutFiles? files = null) => new CutOrderReader(given).Whole(files ?? CutFiles.None);

    /// <summary>Reads an order again of what <see cref="Given"/> and <see cref="Files"/> said.</summary>
    /// <inheritdoc cref="Read(IEnumerable{KeyValuePair{string, StringValues}}, CutFiles?)"/>
    internal static CutOrder Read(IReadOnlyDictionary<string, string> given, CutFiles files) => Read(given.Select(o => KeyValuePair.Create(o.Key, new StringValues(o.Value))), files);

    /// <summary>Tells what is wrong with a query before its upload is read. What a form may still bring is not missed.</summary>
    /// <exception cref="RefusedException">An option is wrong; it is named, with the repair.</exception>
    internal static void Check(HttpRequest request)
    {
        var reader = new CutOrderReader(request.Query);
        if (PhotoForm.IsForm(request)) reader.Alone();
        else reader.Whole(CutFiles.None);
    }
}
