using TeachWhy.Transformer;
using TeachWhy.Transformer.Measurement;
using Xunit;

namespace TeachWhy.Tests.Transformer.Measurement;

public sealed class UsefulOperationsTests
{
    // Grouped heads of their own size, so that no two widths are equal by chance.
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 11, Channels = 12, Layers = 3, Heads = 4, KeyValueHeads = 2, HeadSize = 6, Hidden = 20, Context = 32,
    };

    [Fact]
    public void A_product_takes_one_multiply_add_per_term() => Assert.Equal(2.0 * 3 * 5 * 7, UsefulOperations.OfProduct(3, 5, 7));

    // One token meets itself only; two documents do not meet each other.
    [Theory]
    [InlineData(new[] { 1 }, 1)]
    [InlineData(new[] { 3 }, 1 + 2 + 3)]
    [InlineData(new[] { 3, 2 }, 1 + 2 + 3 + 1 + 2)]
    public void Attention_counts_each_token_with_those_up_to_it(int[] documents, int pairs)
    {
        const int Products = 2;
        const int QueryWidth = 4 * 6;

        Assert.Equal(2.0 * Products * QueryWidth * pairs, UsefulOperations.OfAttention(Shape, documents));
    }

    [Fact]
    public void Training_counts_every_weight_three_times_and_the_head_only_where_something_is_predicted()
    {
        int[] documents = [5, 2];

        // Counted one weight at a time: query, key, value; output; gate, up, down.
        var block = 12 * (24 + 12 + 12) + 24 * 12 + 12 * 20 + 12 * 20 + 20 * 12;
        var weights = 7 * 3 * block + (4 + 1) * 12 * 11;
        var attention = 3 * (15 + 3) * 2 * 24;

        Assert.Equal(3.0 * 2 * (weights + attention), UsefulOperations.OfTraining(Shape, documents));
    }
}
