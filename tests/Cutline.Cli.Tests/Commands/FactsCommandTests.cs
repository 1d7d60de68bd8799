namespace Cutline.Cli.Tests.Commands;

public sealed class FactsCommandTests : IDisposable
{
    private const string Columns = "id,year,make,model,baseModel,VClass,cylinders,displ,drive,trany,fuelType,fuelType1,"
        + "city08,highway08,comb08,co2TailpipeGpm,range,evMotor,tCharger,sCharger,atvType\n";

    private const string Csv = Columns + """
        12,2019,Ostara,Linnet,Linnet,Compact Cars,4,1.6,Front-Wheel Drive,Manual 6-spd,Regular,Regular Gasoline,29,37,32,278.4,0,,,,
        13,2019,Ostara,Linnet,Linnet,Compact Cars,4,2.0,Front-Wheel Drive,Automatic (S8),Premium,Premium Gasoline,25,34,28,317.0,0,,T,,
        15,2021,Ostara,Teal EV,Teal,Midsize Cars,,,Rear-Wheel Drive,Automatic (A1),Electricity,Electricity,131,117,124,0.0,310,150 kW,,,EV
        """;

    private readonly TemporaryFolder folder = new();

    public FactsCommandTests() => File.WriteAllText(folder.At("cars.csv"), Csv);

    [Fact]
    public void Imported_found_and_timed()
    {
        Assert.Contains("3 cars of 1 makes", Run("import", folder.At("cars.csv")).Well().Out, StringComparison.Ordinal);

        var two = Run("find", "2019", "Ostara", "Linnet").Well().Out;
        Assert.Contains("Manual", two, StringComparison.Ordinal); // a narrow console breaks longer cells
        Assert.Contains("Premium", two, StringComparison.Ordinal);
        Assert.DoesNotContain("Front-Wheel", two, StringComparison.Ordinal); // both are
        Assert.Contains("fueleconomy.gov, row 15 of cars.csv", Run("find", "teal").Well().Out, StringComparison.Ordinal);

        var json = Run("find", "teal", "--json").Well().Json;
        Assert.Equal(15, (int)json["source"]!["row"]!);
        Assert.Equal(310, (int)json["vehicle"]!["range"]!);
        Assert.Null(json["vehicle"]!["cylinders"]);

        Assert.Contains("\"what\":\"suggest\"", Run("bench", "--repeat", "2").Well().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_had_is_one_line()
    {
        Run("find", "2019", "Ostara").Badly(1, "there are no car facts at", "cutline facts import");
        Run("import", folder.At("cars.csv")).Well();
        Run("find", "2019", "Ostara", "Linet").Badly(1, "there are no facts of '2019 Ostara Linet'; near it: 2019 Ostara Linnet");
        Run("find", "1987", "Zastava").Badly(1, "give year, make and model");
        Run("import", folder.At("none.csv")).Badly(1, "none.csv cannot be read");
        Run("bench", "--repeat", "0").Badly(2, "use 1 or more");
    }

    [Fact]
    public void A_vehicle_identification_number()
    {
        var good = InProcess.Run("facts", "vin", "1HGCM82633A004352").Well().Out;
        Assert.Matches("model year +2003 +certain", good);
        Assert.Matches("manufacturer +Honda +likely", good);
        Assert.Equal("Honda", (string)InProcess.Run("facts", "vin", "1HGCM82633A004352", "--json").Well().Json["manufacturer"]!["value"]!);

        Assert.Equal(1, InProcess.Run("facts", "vin", "1HGCM82633A004353").Code);
        InProcess.Run("facts", "vin", "1HGCM82633A0O4352").Badly(2, "'O' at position 13", "as in 1HGCM82633A004352");
    }

    public void Dispose() => folder.Dispose();

    private Finished Run(params string[] arguments) => InProcess.Run(["facts", .. arguments, "--store", folder.At("store")]);
}
