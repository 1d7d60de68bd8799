// Weights are drawn from libtorch's one random generator: what one test seeds, another must not draw from.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
