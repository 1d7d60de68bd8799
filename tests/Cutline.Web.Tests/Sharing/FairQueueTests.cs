using Cutline.Web.Sharing;

namespace Cutline.Web.Tests.Sharing;

public sealed class FairQueueTests
{
    [Fact]
    public void Clients_are_served_in_turn_each_in_its_own_order()
    {
        var queue = Filled();
        Assert.Equal(6, queue.Count);
        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3"], All(queue, _ => Turn.Take));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void Who_is_passed_over_keeps_his_turn_and_who_waits_lets_nobody_by()
    {
        var queue = Filled();
        Assert.True(queue.TryTake(item => item[0] == 'a' ? Turn.Pass : Turn.Take, out var first));
        Assert.Equal("b1", first);
        Assert.False(queue.TryTake(item => item[0] == 'a' ? Turn.Wait : Turn.Take, out _));
        Assert.Equal(["a1", "c1", "b2", "a2", "a3"], All(queue, _ => Turn.Take));
    }

    [Fact]
    public void A_client_that_comes_again_is_behind_the_others()
    {
        var queue = new FairQueue<string>();
        queue.Add("a", "a1");
        queue.Add("b", "b1");
        Assert.True(queue.TryTake(_ => Turn.Take, out _));
        queue.Add("a", "a2");
        Assert.Equal(["b1", "a2"], All(queue, _ => Turn.Take));
    }

    private static FairQueue<string> Filled()
    {
        var queue = new FairQueue<string>();
        foreach (var item in (string[])["a1", "a2", "a3", "b1", "b2", "c1"]) queue.Add(item[..1], item);
        return queue;
    }

    private static List<string> All(FairQueue<string> queue, Func<string, Turn> turn)
    {
        var all = new List<string>();
        while (queue.TryTake(turn, out var item)) all.Add(item);
        return all;
    }
}
