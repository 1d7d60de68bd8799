using Cutline.Cli;
using Spectre.Console;

// a file has no width to break lines at: names stay whole, to be searched for
if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
return await CommandLine.RunAsync(args);
