namespace Cutline.Torch.Tests;

public sealed class TensorScopeTests
{
    [Fact]
    public void Scopes_release_what_was_made_in_them_and_nothing_else()
    {
        using var outer = new TensorScope();
        var before = Tensor.Ones([1]);
        Tensor inside, temporary;
        using (new TensorScope())
        {
            inside = Tensor.Ones([1]);
            temporary = inside + before;
            Assert.False(Released(temporary));
        }

        Assert.True(Released(inside) && Released(temporary));
        Assert.False(Released(before));
        Assert.Equal(1, before.Item<float>());
    }

    [Fact]
    public void A_kept_tensor_belongs_to_the_enclosing_scope()
    {
        Tensor kept, keptTwice;
        using (var outermost = new TensorScope())
        {
            using (var outer = new TensorScope())
            {
                using (var inner = new TensorScope())
                {
                    kept = inner.Keep(Tensor.Ones([1]));
                    keptTwice = inner.Keep(Tensor.Full([1], 2));
                }

                Assert.False(Released(kept));
                Assert.Same(keptTwice, outer.Keep(keptTwice));
            }

            Assert.True(Released(kept));
            Assert.Equal(2, keptTwice.Item<float>());
        }

        Assert.True(Released(keptTwice));
    }

    [Fact]
    public void Kept_from_the_outermost_scope_a_tensor_is_its_holders()
    {
        Tensor kept;
        using (var scope = new TensorScope()) kept = scope.Keep(Tensor.Ones([1]));
        Assert.False(Released(kept));
        kept.Dispose();
        Assert.True(Released(kept));
    }

    [Fact]
    public void Keeping_a_tensor_of_another_scope_leaves_it_there()
    {
        using var outer = new TensorScope();
        var own = TensorScope.Detach(Tensor.Ones([1]));
        Tensor made;
        using (new TensorScope())
        {
            made = Tensor.Ones([1]);
            outer.Keep(made);
            outer.Keep(own);
        }

        Assert.True(Released(made));
        Assert.False(Released(own));
        own.Dispose();
    }

    [Fact]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor detached;
        using (new TensorScope())
        using (new TensorScope())
            detached = TensorScope.Detach(Tensor.Ones([1]));
        Assert.False(Released(detached));
        detached.Dispose();
    }

    [Fact]
    public void Scopes_close_from_the_inside_and_say_so()
    {
        var outer = new TensorScope();
        var inner = new TensorScope();
        var tensor = Tensor.Ones([1]);
        var e = Assert.Throws<InvalidOperationException>(outer.Dispose);
        Assert.Equal("a TensorScope is disposed on its own thread, after the scopes within it", e.Message);
        Assert.False(Released(tensor));

        inner.Dispose();
        outer.Dispose();
        inner.Dispose();
        outer.Dispose();
        Assert.True(Released(tensor));
    }

    [Fact]
    public void Each_thread_has_its_own_scopes()
    {
        using var scope = new TensorScope();
        Tensor? theirs = null;
        Exception? caught = null;
        var thread = new Thread(() =>
        {
            theirs = Tensor.Ones([1]);
            caught = Record.Exception(scope.Dispose);
        });
        thread.Start();
        thread.Join();
        Assert.IsType<InvalidOperationException>(caught);
        Assert.Null(theirs!.Scope);
        theirs.Dispose();
    }

    [Fact]
    public void An_exception_releases_on_its_way_out()
    {
        using var outer = new TensorScope();
        Tensor? inside = null;
        Assert.Throws<TorchException>(() =>
        {
            using var inner = new TensorScope();
            inside = Tensor.Ones([2, 3]);
            inside.MatMul(inside);
        });
        Assert.True(Released(inside!));
        Assert.Same(outer, Tensor.Ones([1]).Scope);
    }

    [Fact]
    public void A_released_tensor_says_how_to_keep_it()
    {
        Tensor tensor;
        using (new TensorScope()) tensor = Tensor.Ones([1]);
        tensor.Dispose();
        var e = Assert.Throws<ObjectDisposedException>(() => tensor.Shape);
        Assert.Equal("the tensor was released: keep it beyond its scope with TensorScope.Keep", e.Message);
    }

    private static bool Released(Tensor tensor) => tensor.ToString() == "released";
}
