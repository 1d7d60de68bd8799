using System.Diagnostics.CodeAnalysis;

namespace Cutline.Web.Sharing;

/// <summary>What happens to the first item of a client whose turn it is.</summary>
internal enum Turn
{
    /// <summary>It is taken.</summary>
    Take,

    /// <summary>Its client is passed over, and the next one has its turn.</summary>
    Pass,

    /// <summary>It waits, and so do all others, so that small ones do not keep a large one waiting for ever.</summary>
    Wait,
}

/// <summary>A queue from which clients are served in turn, each in the order of its own items. Not thread-safe.</summary>
/// <typeparam name="T">The items.</typeparam>
internal sealed class FairQueue<T>
{
    private readonly LinkedList<(string Client, Queue<T> Items)> turns = [];
    private readonly Dictionary<string, LinkedListNode<(string Client, Queue<T> Items)>> clients = new(StringComparer.Ordinal);

    /// <summary>The number of items.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an item behind the others of its client.</summary>
    public void Add(string client, T item)
    {
        if (!clients.TryGetValue(client, out var node)) clients[client] = node = turns.AddLast((client, new()));
        node.Value.Items.Enqueue(item);
        Count++;
    }

    /// <summary>Takes the next item.</summary>
    /// <param name="turn">Decides about the first item of each client, in the order of the clients' turns.</param>
    /// <param name="item">The item.</param>
    /// <returns>Whether there is one that may be taken.</returns>
    public bool TryTake(Func<T, Turn> turn, [MaybeNullWhen(false)] out T item)
    {
        for (var node = turns.First; node is not null; node = node.Next)
        {
            var (client, items) = node.Value;
            var decided = turn(items.Peek());
            if (decided == Turn.Wait) break;
            if (decided == Turn.Pass) continue;
            item = items.Dequeue();
            Count--;
            turns.Remove(node);
            if (items.Count > 0) turns.AddLast(node);
            else clients.Remove(client);
            return true;
        }

        item = default;
        return false;
    }
}
