namespace Cutline.Torch.Tests;

/// <summary>Making, reading and reshaping tensors, by hand.</summary>
public sealed class TensorTests : IDisposable
{
    private readonly TensorScope scope = new();

    [Fact]
    public void Data_goes_in_and_comes_out_in_every_type()
    {
        RoundTrip<byte>([0, 255], DType.UInt8);
        RoundTrip<sbyte>([-128, 127], DType.Int8);
        RoundTrip<short>([short.MinValue, short.MaxValue], DType.Int16);
        RoundTrip<int>([int.MinValue, int.MaxValue], DType.Int32);
        RoundTrip<long>([long.MinValue, long.MaxValue], DType.Int64);
        RoundTrip([(Half)0.1f, Half.MaxValue], DType.Float16);
        RoundTrip([0.1f, float.NaN], DType.Float32);
        RoundTrip([0.1, double.NegativeInfinity], DType.Float64);
        RoundTrip([false, true], DType.Bool);

        static void RoundTrip<T>(T[] values, DType type) where T : unmanaged
        {
            var tensor = Tensor.From<T>(values, 2);
            Assert.Equal((type, 2), (tensor.DType, tensor.ElementCount));
            Assert.Equal(values, tensor.ToArray<T>());
            Assert.Equal(values, tensor.Data<T>().ToArray());
            Assert.Equal(2 * type.Size(), tensor.Bytes.Length);
            Assert.Equal(values[1], tensor.Select(0, 1).Item<T>());
        }
    }

    [Fact]
    public void The_memory_is_the_tensors_own()
    {
        var data = new float[] { 1, 2 };
        var tensor = Tensor.From<float>(data, 2);
        data[0] = 9;
        tensor.Data<float>()[1] = 5;
        Assert.Equal([1, 5], tensor.ToArray<float>());
        Assert.Equal([1, 5], (tensor + 0).ToArray<float>());
    }

    [Fact]
    public void Empty_tensors_and_scalars_are_tensors_too()
    {
        var empty = Tensor.From<float>([], 0, 3);
        Assert.Equal([0, 3], empty.Shape);
        Assert.Empty(empty.ToArray<float>());
        Assert.Equal(0, empty.Bytes.Length);
        Assert.Equal("Float32[0, 3]", empty.ToString());

        var scalar = Tensor.From<float>([4]);
        Assert.Equal(0, scalar.Rank);
        Assert.Equal(4, scalar.Item<float>());
        Assert.Equal("Float32[]", scalar.ToString());
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_repair()
    {
        AssertMessage<ArgumentException>("Float32[2, 2] needs 16 bytes, got 12", () => Tensor.From<float>([1, 2, 3], 2, 2));
        AssertMessage<ArgumentException>("a dimension is negative: [-1, -3]", () => Tensor.From<float>([1, 2, 3], -1, -3));
        Assert.Throws<ArgumentException>(() => Tensor.From<float>([], long.MaxValue, long.MaxValue, long.MaxValue));
        AssertMessage<NotSupportedException>("a tensor has no elements of type Char", () => Tensor.From<char>(['a'], 1));
        AssertMessage<InvalidOperationException>("Float32[2] does not hold elements of type Int64: convert it with To(DType.Int64)", () => Tensor.Ones([2]).Data<long>().ToArray());
        AssertMessage<InvalidOperationException>("Float32[3, 2] has no plain memory to read: call Contiguous(), and To(Device.Cpu) first", () => Tensor.Ones([2, 3]).Permute(1, 0).Bytes.ToArray());
        AssertMessage<InvalidOperationException>("Float32[2] has 2 elements, not one", () => Tensor.Ones([2]).Item<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.FromBytes([0], (DType)99, 1));
    }

    [Fact]
    public void Factories_fill()
    {
        Assert.Equal([0, 0], Tensor.Zeros([2], DType.Int32).ToArray<int>());
        Assert.Equal([1, 1], Tensor.Ones([2], DType.Float64).ToArray<double>());
        Assert.Equal([7, 7], Tensor.Full([2], 7).ToArray<float>());
        Assert.Equal([3, 4], Tensor.Empty([3, 4], DType.Bool).Shape);
        Assert.Equal([1, 2, 3], Tensor.Cat([Row(1), Row(2, 3)], 0).ToArray<float>());
        Assert.Equal([2, 1], Tensor.Stack([Row(1), Row(2)]).Shape);
        Assert.Equal([1, 20], Tensor.Where(Row(1, -1).Gt(0), Row(1, 2), Row(10, 20)).ToArray<float>());
    }

    [Fact]
    public void Shapes_and_views_share_memory()
    {
        var x = Row(0, 1, 2, 3, 4, 5).View(2, 3);
        Assert.Equal([0, 3, 1, 4, 2, 5], x.Permute(1, 0).ToArray<float>());
        Assert.Equal([1, 2, 3, 1], x.Unsqueeze(0).Unsqueeze(3).Shape);
        Assert.Equal([2, 3], x.Unsqueeze(0).Squeeze(0).Shape);
        Assert.Equal([1, 2, 4, 5], x.Narrow(1, 1, 2).ToArray<float>());
        Assert.Equal([3, 4, 5], x.Select(0, 1).ToArray<float>());
        Assert.Equal([3, 4, 5, 0, 1, 2], x.IndexSelect(0, Tensor.From<long>([1, 0], 2)).ToArray<float>());
        Assert.Equal([2, 1, 0, 5, 4, 3], x.Flip(1).ToArray<float>());
        Assert.Equal([2, 2, 3], x.Unsqueeze(0).Expand(2, 2, 3).Shape);
        Assert.Equal([3, 2], x.Permute(1, 0).Reshape(-1, 2).Shape);

        x.Narrow(0, 0, 1).Fill(9);
        Assert.Equal([9, 9, 9, 3, 4, 5], x.ToArray<float>());
        x.Clone().Fill(1);
        x.Narrow(0, 1, 1).CopyFrom(Tensor.Full([3], 8, DType.Int64));
        x.AddInPlace(1);
        Assert.Equal([10, 10, 10, 9, 9, 9], x.ToArray<float>());
    }

    [Fact]
    public void Channels_last_changes_the_memory_and_nothing_else()
    {
        var x = Row([.. Enumerable.Range(0, 24).Select(i => (float)i)]).View(1, 2, 3, 4);
        var y = x.ChannelsLast();
        Assert.True(y.IsChannelsLast && !y.IsContiguous && x.IsContiguous && !x.IsChannelsLast);
        Assert.Equal(x.ToArray<float>(), y.ToArray<float>());
        Assert.True(y.Clone().IsChannelsLast);
        Assert.True(y.Contiguous().IsContiguous);
    }

    [Fact]
    public void Arithmetic_by_hand()
    {
        var (a, b) = (Row(1, 4, 9), Row(2, 2, 3));
        Is([3, 6, 12], a + b);
        Is([-1, 2, 6], a - b);
        Is([2, 8, 27], a * b);
        Is([0.5f, 2, 3], a / b);
        Is([2, 5, 10], a + 1);
        Is([0, 3, 8], a - 1);
        Is([9, 6, 1], 10 - a);
        Is([2, 8, 18], a * 2);
        Is([0.25f, 1, 2.25f], a / 4);
        Is([-1, -4, -9], -a);
        Is([1, 2, 3], a.Sqrt());
        Is([1, 16, 81], a.Pow(2));
        Is([2, 4, 5], a.Clamp(2, 5));
        Is([1.5f, 3, 6], a.Lerp(b, 0.5));
        Is([1, 4, 9], (-a).Abs());
        Is([0, 0, 9], (a - 5).Relu() + (a - 5).Relu() * 1.25);
        Is([0.5f], Row(0).Sigmoid());
        Is([1, 4, 9], a.Log().Exp());
        Is([37], a.MatMul(b));
    }

    [Fact]
    public void Comparisons_and_reductions_by_hand()
    {
        var x = Row(1, 5, 3, 2).View(2, 2);
        Assert.Equal([false, true, true, false], x.Gt(2).ToArray<bool>());
        Assert.Equal([false, true, true, true], x.Ge(2).ToArray<bool>());
        Assert.Equal([true, false, false, false], x.Lt(2).ToArray<bool>());
        Assert.Equal([true, false, true, true], x.Eq(Row(1, 0, 3, 2).View(2, 2)).ToArray<bool>());
        Assert.Equal([false, true, false, false], x.Gt(2).LogicalAnd(x.Gt(4)).ToArray<bool>());
        Assert.Equal([true, false, false], Row(1, float.NaN, float.PositiveInfinity).IsFinite().ToArray<bool>());
        Assert.False(x.Gt(2).All().Item<bool>());
        Assert.Equal(11, x.Sum().Item<float>());
        Assert.Equal(2.75f, x.Mean().Item<float>());
        Is([4, 7], x.Sum([0]));
        Assert.Equal([2, 1], x.Sum([1], keepDim: true).Shape);
        Is([3, 2.5f], x.Mean([1]));
        Assert.Equal((5, 1), (x.Max().Item<float>(), x.Min().Item<float>()));
    }

    public void Dispose() => scope.Dispose();

    private static Tensor Row(params ReadOnlySpan<float> values) => Tensor.From(values, values.Length);

    private static void Is(float[] expected, Tensor actual) => Assert.All(expected.Zip(actual.ToArray<float>()), v => Assert.Equal(v.First, v.Second, 1e-5));

    private static void AssertMessage<T>(string message, Action action) where T : Exception => Assert.Equal(message, Assert.Throws<T>(action).Message);
}
