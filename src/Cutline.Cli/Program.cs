using Cutline.Cli;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Spectre.Console;

try
{
    // a file has no width to break lines at: names stay whole, to be searched for
    if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
    if (args is ["serve", ..] && args.Contains(ServeOptionSet.JsonLogs)) JsonLines.Start();
    return await CommandLine.RunAsync(args);
}
catch (Exception e) when (Starvation.Of(e) is { } line)
{
    try
    {
        Console.Error.WriteLine($"cutline: {line}");
    }
    catch (Exception other) when (Starvation.Of(other) is not null)
    {
        // even the console cannot be loaded
    }

    return 1;
}
