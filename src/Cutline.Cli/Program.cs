using Cutline.Cli;
using Spectre.Console;

if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200; // a file has no width to break lines at: names stay whole, to be searched for
return await CommandLine.RunAsync(args);
