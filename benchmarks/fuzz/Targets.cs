using Cutline.Imaging;
using Cutline.Imaging.Decoding;

namespace Cutline.Fuzz;

/// <summary>What the files are given to.</summary>
internal abstract class Target : IDisposable
{
    /// <summary>In one word what becomes of a file.</summary>
    internal abstract Task<string> TryAsync(byte[] file, Random random);

    /// <summary>The process whose memory is watched.</summary>
    internal abstract int Process { get; }

    public abstract void Dispose();

    /// <summary>Resident MiB of the process, and of the largest of its decoders; 0 where the system does not tell.</summary>
    internal (long Own, long Decoder) Memory() =>
        (Children.Memory(Process), Children.Of(Process).Select(Children.Memory).DefaultIfEmpty().Max());
}

/// <summary>A pool of decoders.</summary>
internal sealed class PoolTarget : Target
{
    private readonly DecoderPool pool = new();

    internal override int Process => Environment.ProcessId;

    internal override Task<string> TryAsync(byte[] file, Random random)
    {
        var options = new PhotoLoad
        {
            KeepProfile = random.Next(2) == 0, ShrinkTo = random.Next(3) == 0 ? (40, 40) : null,
            Format = random.Next(3) == 0 ? PixelFormat.Rgba : PixelFormat.Rgb,
        };
        try
        {
            pool.Probe(file);
            pool.Load(file, options).Dispose();
            if (random.Next(8) == 0) pool.LoadIndices(file).Dispose();
            return Task.FromResult("read");
        }
        catch (PhotoException e)
        {
            return Task.FromResult(
                e.Message.Contains("decoder", StringComparison.Ordinal) ? "CRASHED"
                : e.Message.Contains("takes too long", StringComparison.Ordinal) ? "TOO-SLOW"
                : e.Message.Contains("not enough memory", StringComparison.Ordinal) ? "over-memory" : "refused");
        }
    }

    public override void Dispose() => pool.Dispose();
}

/// <summary>A service that runs already.</summary>
internal sealed class ServiceTarget(Uri address, int process) : Target
{
    private readonly HttpClient client = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    internal override int Process => process;

    internal override async Task<string> TryAsync(byte[] file, Random random)
    {
        while (true)
        {
            using var answer = await client.PostAsync("/api/cutouts?size=64", new ByteArrayContent(file));
            if ((int)answer.StatusCode == 429)
            {
                await Task.Delay(20);
                continue;
            }

            var body = (int)answer.StatusCode == 422 ? await answer.Content.ReadAsStringAsync() : "";
            return body.Contains("its decoder", StringComparison.Ordinal) ? "CRASHED" : $"{(int)answer.StatusCode}";
        }
    }

    public override void Dispose() => client.Dispose();
}
