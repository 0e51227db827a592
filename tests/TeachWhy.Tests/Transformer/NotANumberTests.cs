using TeachWhy.Transformer.Kernels;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>A training run that went astray must show it: what is not a number never turns into one.</summary>
public sealed class NotANumberTests
{
    private const int Length = 39;

    // Every place in whole vectors of each path, and in the short end behind them.
    public static TheoryData<string, int> Places()
    {
        var places = new TheoryData<string, int>();
        foreach (var path in KernelPaths.Names)
        {
            for (var place = 0; place < Length; place++)
            {
                places.Add(path, place);
            }
        }
        return places;
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Cross_entropy_is_not_a_number_where_a_logit_is_none(string path, int place)
    {
        var logits = KernelPaths.Numbers(Length, seed: 1);
        logits[place] = float.NaN;

        Assert.True(float.IsNaN(KernelPaths.Named(path).CrossEntropy(target: 0, weight: 1f, logits)));

        Assert.All(logits, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_gate_that_is_not_a_number_lets_none_through(string path, int place)
    {
        var gate = KernelPaths.Numbers(Length, seed: 1);
        gate[place] = float.NaN;
        var output = new float[Length];

        KernelPaths.Named(path).Gate(gate, KernelPaths.Numbers(Length, seed: 2), output);

        Assert.Equal([place], Enumerable.Range(0, Length).Where(i => float.IsNaN(output[i])));
    }
}
