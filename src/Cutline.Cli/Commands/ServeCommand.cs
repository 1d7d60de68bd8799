using System.CommandLine;
using Cutline.Cli.Options;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline serve</c>: runs the studio page and its API.</summary>
internal static class ServeCommand
{
    internal static Command Create()
    {
        var command = new Command("serve", """
            Serves the studio, a page that cuts cars out of photos and makes listings of them, and its API.

            Examples:
              cutline serve
              cutline serve --port 8080 --model runs/first
              cutline serve --llm-endpoint http://localhost:11434/v1 --llm-model llama3
              CUTLINE_API_KEY=… cutline serve --bind 0.0.0.0

            A photo from the command line:
              curl --data-binary @photo.jpg 'http://localhost:5080/api/cutouts?crop=5%25' -o car.png
            """);
        var serve = new ServeOptionSet(command);
        var model = ModelOptionSet.AddTo(command);
        var plates = PlateModelOption.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var options = serve.Read(parsed);
            plates.Check(parsed);
            return Service.RunAsync(options, () => model.LoadCutter(parsed), () => plates.Load(parsed), cancel);
        });
        return command;
    }
}
