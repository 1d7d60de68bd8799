using System.Buffers.Binary;
using Cutline.Training.Devices;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Devices;

[Collection("live tensors")]
public sealed class TorchRuntimeTests
{
    [Fact]
    public void Libtorch_is_there_with_a_version()
    {
        TorchRuntime.Prepare();
        TorchRuntime.Prepare();
        using var scope = NewDisposeScope();
        Assert.Equal(4, ones(2, 2).sum().item<float>());
        Assert.StartsWith("2.", TorchRuntime.Version, StringComparison.Ordinal);
    }

    /// <summary>An Elf64_Vernaux: hash of GLIBCXX_3.4.32 (0x0297f842), flags, index, name, next.</summary>
    [Fact]
    public void One_requirement_becomes_optional_and_nothing_else_changes()
    {
        var file = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(20), 0x0297f842);
        var before = (byte[])file.Clone();

        Assert.True(OlderCppRuntime.MakeOptional(file));

        before[24] = 2;
        Assert.Equal(before, file);
        Assert.False(OlderCppRuntime.MakeOptional(new byte[64]));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40), 0x0297f842);
        Assert.False(OlderCppRuntime.MakeOptional(file)); // which of the two it is cannot be known
    }

    [Fact]
    public void Waiting_threads_sleep_while_other_programs_want_the_cores_and_no_longer_when_disposed()
    {
        using var scope = NewDisposeScope();
        ones(2).sum().item<float>();
        using (var waiting = ThreadWaiting.Adapt())
        {
            Assert.False(waiting.Sleeping);
        }

        ThreadWaiting.Adapt().Dispose();
    }

    [Fact]
    public void Looks_at_a_busy_machine_may_overlap()
    {
        using var scope = NewDisposeScope();
        ones(2).sum().item<float>();
        using var waiting = ThreadWaiting.Adapt();
        if (!waiting.Adapts) return; // another runtime's threads
        var threads = Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            for (var turn = 0; turn < 50; turn++) waiting.Decide(others: (turn + i) % 2);
        })).ToArray();

        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        waiting.Decide(others: 1);
        Assert.True(waiting.Sleeping);
        waiting.Decide(others: 0);
        Assert.False(waiting.Sleeping);
    }

    [Fact]
    public void More_memory_than_there_is_is_an_error()
    {
        using var scope = NewDisposeScope();
        foreach (var size in (long[])[1L << 48, 1L << 60]) Assert.ThrowsAny<Exception>(() => empty(size, ScalarType.Byte));
        Assert.Equal(3, full([3 << 20], 3f).max().item<float>());
    }
}
