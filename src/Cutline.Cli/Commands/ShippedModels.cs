using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Segmentation.Inference;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary>The models that come with Cutline: file, size, hash, terms and the data they were trained on.</summary>
internal static class ShippedModels
{
    internal static void List(bool json)
    {
        if (ModelOptionSet.Shipped() is not { } folder) return;
        var cards = Directory.GetFiles(folder, "*.onnx").Order(StringComparer.Ordinal).Select(Card).ToArray();
        if (json)
        {
            foreach (var (card, bytes) in cards)
                Console.WriteLine(new JsonObject
                {
                    ["file"] = card.Name, ["bytes"] = bytes, ["precision"] = card.Precision, ["sha256"] = card.Hash,
                    ["licence"] = card.Licence, ["data"] = card.Data,
                }.ToJsonString());
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("shipped", "weights", "MB", "SHA-256", "terms");
        foreach (var (card, bytes) in cards)
            table.AddRow(
                card.Name, card.Precision ?? "", (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture), $"{card.Hash[..12]} …",
                Markup.Escape(card.Terms ?? ""));
        AnsiConsole.Write(table);
        foreach (var said in cards.GroupBy(c => (c.Card.Licence, c.Card.Data)).Where(g => g.Key.Licence is not null))
            LongLine.Write($"{string.Join(", ", said.Select(c => c.Card.Name))}: {said.Key.Licence} Trained on: {said.Key.Data}\n");
    }

    private static (ModelCard Card, long Bytes) Card(string file)
    {
        using var model = OnnxModel.Load(file);
        return (ModelCard.Of(model), new FileInfo(file).Length);
    }
}
