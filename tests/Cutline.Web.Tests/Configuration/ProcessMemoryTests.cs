using Cutline.Web.Configuration;

namespace Cutline.Web.Tests.Configuration;

public sealed class ProcessMemoryTests : IDisposable
{
    private const long Machine = 8L << 30;

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("cutline-memory-");

    public ProcessMemoryTests() => Write("proc/meminfo", $"MemFree: 1 kB\nMemTotal:       {Machine >> 10} kB\n");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void Without_groups_it_is_the_machines() => Assert.Equal(Machine, ProcessMemory.Available(root.FullName));

    [Theory]
    [InlineData("0::/pod/app", "sys/fs/cgroup/pod/app/memory.max", "3221225472", 3L << 30)]
    [InlineData("0::/pod/app", "sys/fs/cgroup/pod/memory.max", "3221225472", 3L << 30)] // the limit is the parent's
    [InlineData("0::/../../of-the-host", "sys/fs/cgroup/memory.max", "3221225472", 3L << 30)]
    [InlineData("0::/", "sys/fs/cgroup/memory.max", "max", Machine)]
    [InlineData("0::/", "sys/fs/cgroup/memory.max", "99999999999", Machine)] // more than there is
    [InlineData("9:cpu:/\n4:memory:/a/b\n0::/", "sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "1073741824", 1L << 30)]
    [InlineData("4:cpu,memory:/a", "sys/fs/cgroup/memory/memory.limit_in_bytes", "1073741824", 1L << 30)]
    [InlineData("4:memory:/a", "sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712", Machine)]
    public void The_least_limit_of_its_groups_holds(string groups, string file, string limit, long bytes)
    {
        Write("proc/self/cgroup", groups + "\n");
        Write(file, limit + "\n");
        Assert.Equal(bytes, ProcessMemory.Available(root.FullName));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(root.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
