using System.Diagnostics;

namespace Cutline.Cli.Tests.Completion;

/// <summary>What shells offer for unfinished lines.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("tr", "train")]
    [InlineData("inspect ", "checkpoint data model")]
    [InlineData("train --model-name unet", "unet unet++")]
    [InlineData("train --encoder mobile", "mobilenet_v2 mobilenet_v2_1280 mobilenet_v2_96")]
    [InlineData("train --encoder-weights ", "coco-voc imagenet")]
    [InlineData("train --loss bce", "bce bce+dice")]
    [InlineData("train --augment s", "street strong")]
    [InlineData("train --lr", "--lr --lr-factor --lr-patience")]
    [InlineData("train --config f", "fast-carvana fine free")]
    [InlineData("train --config ./f", "")]
    [InlineData("train --data ", "")]
    [InlineData("train --data a --val 0.2 --split ", "car image")]
    [InlineData("cut ", "")]
    [InlineData("cut photo.jpg --fo", "--force --format")]
    [InlineData("completion ", "bash fish pwsh zsh")]
    [InlineData("config show f", "fast-carvana fine free")]
    public void Words_that_may_follow(string line, string offered) => Assert.Equal(
        offered.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        InProcess.Run($"[suggest:{line.Length}]", line).Well().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Order(StringComparer.Ordinal));

    [ShellFact("bash")]
    public void Bash_completes() => Assert.Equal("unet unet++ | --epochs | bench | 0 | photos", Shell("bash", """
        source <(cutline completion bash)
        complete_line() {
          COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
          read -ra COMP_WORDS <<< "$1"
          [[ $1 == *' ' ]] && COMP_WORDS+=('')
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _cutline
        }
        complete_line 'cutline train --model-name un'; printf '%s ' "${COMPREPLY[@]}"
        complete_line '  cutline train --epo'; printf '| %s ' "${COMPREPLY[@]}"
        complete_line 'cutline b'; printf '| %s ' "${COMPREPLY[@]}"
        complete_line 'cutline train --data '; printf '| %s ' "${#COMPREPLY[@]}"
        [[ $(complete -p cutline) == *'-o default'* ]] && printf '| %s' photos
        """));

    /// <summary>A zsh with a terminal of its own, whose line after a tab is shown.</summary>
    [ShellFact("zsh")]
    public void Zsh_completes() => Assert.Equal(
        ["cutline train --model-name unet", "cutline train --epochs ", "cutline train --data photos/", "cutline bench"],
        Shell("zsh", """
            zmodload zsh/zpty
            zpty shell 'zsh -f -i'
            until_text() {
              local chunk; seen=
              repeat 600 { while zpty -r -t shell chunk; do seen+=$chunk; done; [[ $seen == *${~1}* ]] && return; sleep 0.1 }
            }
            press() {
              zpty -w -n shell "$1"$'\t\x18p'
              until_text '=>*<='
              print -r -- "${${seen##*=>}%%<=*}"
              zpty -w -n shell $'\x15'
            }
            zpty -w shell 'PROMPT=; setopt nolistbeep noautolist noautomenu'
            zpty -w shell 'autoload -U compinit; compinit -u -D; source <(cutline completion zsh)'
            zpty -w shell 'show() { print -rn -- "="">$BUFFER<""=" }; zle -N show; bindkey "^Xp" show; print REA""DY'
            until_text READY
            press 'cutline train --model-name une'
            press 'cutline train --epo'
            press 'cutline train --data pho'
            press 'cutline ben'
            """).Split('\n'));

    [ShellFact("fish")]
    public void Fish_completes() => Assert.Equal("unet unet++ | --epochs | photos/", Shell("fish", """
        cutline completion fish | source
        echo (complete -C 'cutline train --model-name un') '|' (complete -C 'cutline train --epo') '|' \
            (complete -C 'cutline train --data pho')
        """));

    /// <summary>What a shell prints in a folder with a folder photos, where cutline is this program.</summary>
    private static string Shell(string shell, string script)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("photos"));
        Directory.CreateDirectory(folder.At("bin"));
        var program = Path.GetFullPath(Path.Combine(CutlineProgram.Folder, "cutline.dll"));
        File.WriteAllText(folder.At("bin/cutline"), $"#!/bin/sh\nexec '{CutlineProgram.Dotnet()}' '{program}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.At("bin/cutline"), (UnixFileMode)0b111_101_101);
        var start = new ProcessStartInfo(shell)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder.At("."),
        };
        start.Environment["PATH"] = $"{folder.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOME"] = folder.At(".");
        using var process = Process.Start(start)!;
        process.StandardInput.Write(script);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said.Trim();
    }
}

/// <summary>A test that needs a shell.</summary>
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell) => Skip = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, shell))) ? null : $"no {shell}: apt-get install {shell}";
}
