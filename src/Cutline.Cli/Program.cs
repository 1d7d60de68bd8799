using Cutline.Cli;

return await CommandLine.RunAsync(args);
