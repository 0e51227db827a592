using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;

namespace TeachWhy.Tests.Curriculum.Gates;

public sealed class CopyGateTests
{
    private const string Shown = "Lock the shed tonight and tell Marit in the morning what you saw by the slipway, without a word about the money.";
    private const string Rule = "An agent asks before it deletes, because what is gone cannot be asked about by anybody who comes later.";

    private static readonly CopyGate Gate = new([new GatedItem("slipway", Example.Chat(null, "What do I do about the shed?", $"{Shown} {Rule}"))], $"Preamble. {Rule}");

    [Theory]
    [InlineData(Shown)]
    [InlineData("Lock the shed tonight and tell Ngozi in the morning what you saw by the slipway, and then sleep.")]
    public void What_was_shown_is_known_below_another_question_and_with_other_names(string answer)
    {
        Assert.Equal(
            "It has 12 words in a row of slipway, which authors are shown (word 6).",
            Gate.Check(new GatedItem("0", Example.Chat(null, "My neighbour has a boat.", answer))));
    }

    [Theory]
    [InlineData("Lock the barn tonight and tell Marit in the evening what you saw.")]
    [InlineData("The section says it: " + Rule)]
    public void Few_words_and_what_the_constitution_has_too_may_come_again(string answer) =>
        Assert.Null(Gate.Check(new GatedItem("0", Example.Chat(null, "My neighbour has a boat.", answer))));
}
