using System.IO.Compression;
using System.Text;

namespace Cutline.Listings.Tests.Facts;

/// <summary>Invented cars with the columns of fueleconomy.gov's file.</summary>
internal static class MadeUpVehicles
{
    public const string Header = "id,year,make,model,baseModel,VClass,cylinders,displ,drive,trany,fuelType,fuelType1,"
        + "city08,highway08,comb08,co2TailpipeGpm,range,evMotor,tCharger,sCharger,atvType";

    public const string Csv = Header + "\n" + """
        11,2018,Ostara,Linnet,Linnet,Compact Cars,4,1.6,Front-Wheel Drive,Manual 6-spd,Regular,Regular Gasoline,28,36,31,287.0,0,,,,
        12,2019,Ostara,Linnet,Linnet,Compact Cars,4,1.6,Front-Wheel Drive,Manual 6-spd,Regular,Regular Gasoline,29,37,32,278.4,0,,,,
        13,2019,Ostara,Linnet,Linnet,Compact Cars,4,2.0,Front-Wheel Drive,Automatic (S8),Premium,Premium Gasoline,25,34,28,317.0,0,,T,,
        14,2019,Ostara,Linnet Estate AWD,Linnet,Wagons,4,2.0,All-Wheel Drive,Automatic (S8),Premium,Premium Gasoline,23,31,26,342.1,0,,T,,
        15,2021,Ostara,Teal EV,Teal,Midsize Cars,,,Rear-Wheel Drive,Automatic (A1),Electricity,Electricity,131,117,124,0.0,310,150 kW,,,EV
        21,2003,Bélier-Roc,G-500 "Moor, Fell" 4WD,G-500,SUV,8,5.0,4-Wheel Drive,Automatic 5-spd,Diesel,Diesel,12,15,13,783.1,0,,,S,Diesel
        22,2004,Bélier-Roc,Fen 4,Fen,Two Seaters,NA,NA,,Manual 5-spd,Regular,Regular Gasoline,0,0,0,-1,0,TBD,,,
        """;

    /// <summary>The cell with quotes and a comma in it, as RFC 4180 writes it.</summary>
    public static string Quoted => Csv.Replace("G-500 \"Moor, Fell\" 4WD,", "\"G-500 \"\"Moor, Fell\"\" 4WD\",", StringComparison.Ordinal);

    public static byte[] Bytes => Encoding.UTF8.GetBytes(Quoted);

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in entries)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = new DateTimeOffset(2024, 5, 6, 7, 8, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }

        return packed.ToArray();
    }
}
