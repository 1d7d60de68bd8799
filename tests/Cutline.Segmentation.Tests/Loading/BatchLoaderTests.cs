using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Tests.Datasets;

namespace Cutline.Segmentation.Tests.Loading;

public class BatchLoaderTests
{
    private static readonly PreprocessOptions Size = PreprocessOptions.Square(8);

    [Fact]
    public void Batches_hold_the_samples_they_name()
    {
        using var data = new MadeUpDataset(20);
        using var set = new DecodedSet(data, Size);
        var loader = new BatchLoader(set, [3, 5, 7, 11, 13], new() { BatchSize = 2 });

        Assert.Equal((5, 3), (loader.Samples, loader.Batches));
        var seen = new List<int>();
        foreach (var batch in loader.Epoch(0))
        {
            using (batch)
            {
                Assert.Equal(
                    (8, 8, batch.Count * 192, batch.Count * 64), (batch.Height, batch.Width, batch.Photos.Length, batch.Masks.Length));
                for (var i = 0; i < batch.Count; i++)
                {
                    Assert.All(batch.Photos.AsSpan(i * 192, 192).ToArray(), v => Assert.Equal(batch.Indices[i], v));
                    Assert.Equal(batch.Indices[i], batch.Masks.AsSpan(i * 64, 64).ToArray().Sum(v => v));
                }

                seen.AddRange(batch.Indices);
            }
        }

        Assert.Equal([3, 5, 7, 11, 13], seen);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 0)]
    [InlineData(7, 1)]
    [InlineData(16, 5)]
    public void An_epoch_is_the_same_with_any_workers(int workers, int prefetch)
    {
        Assert.Equal(Bytes(1, 1, epoch: 4), Bytes(workers, prefetch, epoch: 4));
        Assert.NotEqual(Bytes(1, 1, epoch: 4), Bytes(workers, prefetch, epoch: 5));
    }

    [Fact]
    public void Every_epoch_has_every_sample_in_an_order_of_its_own()
    {
        using var data = new MadeUpDataset(50);
        using var set = new DecodedSet(data, Size);
        var loader = new BatchLoader(set, [.. Enumerable.Range(0, 50)], new() { Shuffle = true, Seed = 1 });

        Assert.Equal(Enumerable.Range(0, 50), loader.Order(0).Order());
        Assert.NotEqual(loader.Order(0), loader.Order(1));
        Assert.NotEqual(loader.Order(0), new BatchLoader(set, [.. Enumerable.Range(0, 50)], new() { Shuffle = true, Seed = 2 }).Order(0));
        Assert.Equal(loader.Order(0), loader.Epoch(0).SelectMany(batch => { using (batch) return batch.Indices; }));
    }

    [Fact]
    public void A_short_last_batch_is_kept_or_dropped()
    {
        using var data = new MadeUpDataset(10);
        using var set = new DecodedSet(data, Size);
        int[] Sizes(bool drop)
        {
            var loader = new BatchLoader(set, [.. Enumerable.Range(0, 10)], new() { BatchSize = 4, DropLast = drop });
            return [.. loader.Epoch(0).Select(b => { using (b) return b.Count; })];
        }

        Assert.Equal([4, 4, 2], Sizes(drop: false));
        Assert.Equal([4, 4], Sizes(drop: true));
        Assert.Empty(new BatchLoader(set, []).Epoch(0));
    }

    [Fact]
    public void From_the_second_epoch_on_nothing_is_read()
    {
        using var data = new MadeUpDataset(30);
        using var set = new DecodedSet(data, Size);
        var loader = new BatchLoader(set, [.. Enumerable.Range(0, 30)], new() { BatchSize = 8, Shuffle = true });
        for (var epoch = 0; epoch < 3; epoch++)
            foreach (var batch in loader.Epoch(epoch)) batch.Dispose();

        Assert.Equal(30, data.Reads);
        Assert.Equal((30, 30), (set.Decoded, set.Filled));
    }

    [Fact]
    public void The_first_epoch_streams()
    {
        using var data = new MadeUpDataset(400, slowness: 10);
        using var set = new DecodedSet(data, Size);
        var loader = new BatchLoader(set, [.. Enumerable.Range(0, 400)], new() { BatchSize = 4, Workers = 2, Prefetch = 1 });
        using var epoch = loader.Epoch(0).GetEnumerator();

        Assert.True(epoch.MoveNext());
        Assert.InRange(data.Reads, 4, 3 * 4);
        epoch.Current.Dispose();
    }

    [Fact]
    public void Leaving_early_releases_everything_and_stops_the_workers()
    {
        using var data = new MadeUpDataset(200, slowness: 3);
        using var set = new DecodedSet(data, Size);
        var loader = new BatchLoader(set, [.. Enumerable.Range(0, 200)], new() { BatchSize = 4, Workers = 4, Prefetch = 5 });
        foreach (var batch in loader.Epoch(0))
        {
            batch.Dispose();
            break;
        }

        var reads = data.Reads;
        Thread.Sleep(20);
        Assert.Equal(reads, data.Reads);
    }

    /// <summary>
    /// A batch is megabytes: epochs of any length live on as many arrays as batches are made ahead, and no array is in two batches at once.
    /// </summary>
    [Fact]
    public void Disposed_batches_give_their_arrays_to_later_ones()
    {
        using var data = new MadeUpDataset(40);
        using var set = new DecodedSet(data, Size);
        var loader = new BatchLoader(set, [.. Enumerable.Range(0, 40)], new() { BatchSize = 4, Workers = 2, Prefetch = 2 });
        var arrays = new HashSet<byte[]>(ReferenceEqualityComparer.Instance);
        var held = new List<Batch>();
        for (var epoch = 0; epoch < 5; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch))
            {
                arrays.Add(batch.Photos);
                Assert.DoesNotContain(held, other => ReferenceEquals(other.Photos, batch.Photos));
                held.Add(batch);
                if (held.Count < 2) continue;
                held[0].Dispose();
                held[0].Dispose(); // once more changes nothing
                held.RemoveAt(0);
            }
        }

        Assert.InRange(arrays.Count, 2, 5); // two held, two made ahead, one more while the loader is asked
        Assert.Throws<ObjectDisposedException>(() => { held[0].Dispose(); return held[0].Masks; });
    }

    [Fact]
    public void A_batch_of_ones_own_must_fit_its_shape()
    {
        using var batch = new Batch(new byte[24], new byte[8], [4, 2], height: 2, width: 2);

        Assert.Equal(2, batch.Count);
        Assert.Throws<ArgumentException>(() => new Batch(new byte[23], new byte[8], [4, 2], 2, 2));
        Assert.Throws<ArgumentException>(() => new Batch(new byte[24], new byte[9], [4, 2], 2, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_broken_sample_is_thrown_in_place_of_its_batch(int workers)
    {
        using var data = new MadeUpDataset(40, slowness: 2) { Broken = 9 };
        using var set = new DecodedSet(data, Size);
        var whole = 0;

        var thrown = Assert.Throws<DatasetException>(() =>
        {
            foreach (var batch in new BatchLoader(set, [.. Enumerable.Range(0, 40)], new() { BatchSize = 4, Workers = workers }).Epoch(0))
            {
                batch.Dispose();
                whole++;
            }
        });

        Assert.Contains("s0009.jpg", thrown.Message);
        Assert.Equal(2, whole);
    }

    [Fact]
    public void Cancelling_ends_the_wait()
    {
        using var data = new MadeUpDataset(400, slowness: 200);
        using var set = new DecodedSet(data, Size);
        using var cancel = new CancellationTokenSource();
        var canceller = new Thread(() => // not a timer: the thread pool is busy with other tests
        {
            SpinWait.SpinUntil(() => data.Reads > 0);
            cancel.Cancel();
        });
        canceller.Start();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var batch in new BatchLoader(set, [.. Enumerable.Range(0, 400)]).Epoch(0, cancel.Token)) batch.Dispose();
        });
        canceller.Join();
    }

    [Fact]
    public void Options_and_indices_are_checked_at_once()
    {
        using var data = new MadeUpDataset(4);
        using var set = new DecodedSet(data, Size);
        Assert.Throws<ArgumentException>(() => new BatchLoader(set, [4]));
        Assert.Throws<ArgumentException>(() => new BatchLoader(set, [-1]));
        Assert.Throws<ArgumentException>(() => new BatchLoader(set, [0], new() { BatchSize = 0 }));
        Assert.Throws<ArgumentException>(() => new BatchLoader(set, [0], new() { Workers = 0 }));
        Assert.Throws<ArgumentException>(() => new BatchLoader(set, [0], new() { Prefetch = -1 }));
    }

    private static byte[] Bytes(int workers, int prefetch, long epoch)
    {
        using var data = new MadeUpDataset(60, slowness: 3);
        using var set = new DecodedSet(data, Size);
        var options = new BatchLoaderOptions { BatchSize = 7, Shuffle = true, Seed = 3, Workers = workers, Prefetch = prefetch };
        var bytes = new List<byte>();
        foreach (var batch in new BatchLoader(set, [.. Enumerable.Range(0, 60)], options).Epoch(epoch))
        {
            using (batch)
            {
                bytes.AddRange(batch.Photos);
                bytes.AddRange(batch.Masks);
            }
        }

        return [.. bytes];
    }
}
