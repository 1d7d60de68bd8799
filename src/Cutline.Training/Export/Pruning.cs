namespace Cutline.Training.Export;

/// <summary>Removes the nodes that no output depends on, and the constants that no node reads.</summary>
internal static class Pruning
{
    internal static void Apply(OnnxGraph graph)
    {
        var needed = graph.Outputs.Select(o => o.Name).ToHashSet();
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            if (node.Outputs.Any(needed.Contains)) needed.UnionWith(node.Inputs);
            else graph.Nodes.RemoveAt(i);
        }

        foreach (var name in graph.Initializers.Keys.Where(name => !needed.Contains(name)).ToList()) graph.RemoveConstant(name);
    }
}
