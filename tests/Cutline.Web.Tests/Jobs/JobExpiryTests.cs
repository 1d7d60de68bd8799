using Cutline.Web.Jobs;

namespace Cutline.Web.Tests.Jobs;

/// <summary>Results are kept for their time as it passes, whatever the clock is set to.</summary>
public sealed class JobExpiryTests : IDisposable
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromHours(1), Minute = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cutline-job-");
    private readonly SetClock clock = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(48)]
    [InlineData(-48)]
    public async Task A_clock_that_is_set_neither_shortens_nor_lengthens_it(int hours)
    {
        var job = await EndedAsync();
        clock.Now += TimeSpan.FromHours(hours);
        clock.Elapsed += KeepFor - Minute;
        Assert.False(job.HasExpired);
        clock.Elapsed += Minute;
        Assert.True(job.HasExpired);
    }

    [Fact]
    public async Task After_a_start_the_rest_of_the_time_is_left()
    {
        await EndedAsync();
        var file = Path.Combine(folder.FullName, "job", "ended");

        File.SetLastWriteTimeUtc(file, (clock.Now - TimeSpan.FromMinutes(50)).UtcDateTime);
        Assert.Equal((false, true), (Expired(9), Expired(10)));

        File.SetLastWriteTimeUtc(file, clock.Now.AddDays(1).UtcDateTime); // by a clock that was wrong
        Assert.Equal((false, true), (Expired(59), Expired(60)));

        bool Expired(int minutes)
        {
            var job = Resumed();
            clock.Elapsed += minutes * Minute;
            return job.HasExpired;
        }
    }

    private async Task<Job> EndedAsync()
    {
        var job = new Job(new(Path.Combine(folder.FullName, "job")), KeepFor, clock);
        job.Add();
        await job.EndAsync();
        return job;
    }

    private Job Resumed()
    {
        var job = new Job(new(Path.Combine(folder.FullName, "job")), KeepFor, clock);
        job.Resume(new(JobRecord.Current, clock.Now, 0, new Dictionary<string, string>()));
        return job;
    }

    /// <summary>A clock, and a time that passes, each of which is set.</summary>
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public TimeSpan Elapsed { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
