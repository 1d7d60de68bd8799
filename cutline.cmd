@echo off
rem Cutline on Windows: builds what has changed, then runs the command with its arguments as they are.
dotnet run -c Release -v quiet --project "%~dp0src\Cutline.Cli" -- %*
