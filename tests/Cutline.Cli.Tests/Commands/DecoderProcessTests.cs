using System.Diagnostics;
using System.Net;

namespace Cutline.Cli.Tests.Commands;

/// <summary>The processes in which the program decodes photos: what interrupts, kills and stops them.</summary>
[Collection("program")]
public sealed class DecoderProcessTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("cut - -o OUT --model RUN")]
    public async Task Ctrl_c_ends_a_decode_within_a_second(string arguments)
    {
        var words = arguments.Replace("OUT", folder.At("car.png"), StringComparison.Ordinal)
            .Replace("RUN", trained.Path, StringComparison.Ordinal).Split(' ');
        var process = CutlineProgram.Start(words, cores: 1);
        var decoder = await DecoderOf(process);
        await process.StandardError.ReadLineAsync(); // the model is loaded
        Stop(decoder); // as one that is at work for long
        await process.StandardInput.BaseStream.WriteAsync(await File.ReadAllBytesAsync(trained.Discs.Photo(0)));
        process.StandardInput.Close();
        await Task.Delay(500);
        Assert.False(process.HasExited);

        var clock = Stopwatch.StartNew();
        CutlineProgram.Signal(process, "INT");
        await process.WaitForExitAsync();

        Assert.InRange(clock.ElapsedMilliseconds, 0, 2000); // a second, and the time that a busy machine takes to end a program
        Assert.Equal(130, CutlineProgram.End(process).Code);
        Assert.False(File.Exists(folder.At("car.png")));
        await Gone(decoder);
    }

    [Fact]
    public async Task A_decoder_ends_with_the_program_that_is_killed()
    {
        var process = CutlineProgram.Start(["cut", "-", "-o", folder.At("car.png"), "--model", trained.Path], cores: 1);
        var decoder = await DecoderOf(process);
        process.Kill();
        await Gone(decoder);
        process.Dispose();
    }

    [Fact]
    public async Task A_service_outlives_its_decoders_and_finishes_the_photo_in_hand_when_it_is_stopped()
    {
        var process = CutlineProgram.Start(["serve", "--port", "0", "--store", folder.At("store"), "--model", trained.Path], cores: 1);
        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        using var client = new HttpClient
        {
            BaseAddress = new Uri(line.Split(' ')[0].Replace("localhost", "127.0.0.1", StringComparison.Ordinal)),
        };
        var photo = await File.ReadAllBytesAsync(trained.Discs.Photo(0));
        Task<HttpResponseMessage> Cut() => client.PostAsync("/api/cutouts", new ByteArrayContent(photo));

        Assert.Equal(HttpStatusCode.OK, (await Cut()).StatusCode);
        var first = await DecoderOf(process);
        Stop(first);
        var answer = Cut();
        await Task.Delay(300);
        Assert.False(answer.IsCompleted);
        Signal(first, "KILL");
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);

        var second = await DecoderOf(process);
        Assert.NotEqual(first, second);
        Stop(second);
        answer = Cut();
        await Task.Delay(300);
        foreach (var id in (int[])[process.Id, second]) Signal(id, "TERM"); // as a service manager does
        await Task.Delay(300);
        Signal(second, "CONT");
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        Assert.Equal(0, CutlineProgram.End(process).Code);
        await Gone(second);
    }

    public void Dispose() => folder.Dispose();

    private static void Stop(int process) => Signal(process, "STOP");

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -s {signal} {process}"]);
        kill.WaitForExit();
    }

    /// <summary>The first process that a program has started, when there is one.</summary>
    private static async Task<int> DecoderOf(Process program)
    {
        for (var i = 0; ; i++)
        {
            Assert.True(i < 3000, "no decoder was started");
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
                if (Stat(id) is [not "Z", var parent, ..] && parent == $"{program.Id}") return id;
            }

            await Task.Delay(10);
        }
    }

    private static async Task Gone(int process)
    {
        for (var i = 0; Stat(process) is not (null or ["Z", ..]); i++)
        {
            Assert.True(i < 500, $"{process} does not end");
            await Task.Delay(10);
        }
    }

    /// <summary>A process's state, its parent and more; null where there is none.</summary>
    private static string[]? Stat(int process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
