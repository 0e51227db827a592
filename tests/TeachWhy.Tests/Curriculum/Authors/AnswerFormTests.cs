using TeachWhy.Curriculum.Authors;

namespace TeachWhy.Tests.Curriculum.Authors;

public sealed class AnswerFormTests
{
    [Fact]
    public void The_last_of_several_tags_counts()
    {
        Assert.True(AnswerForm.Text("improved", "notes").TryRead("<notes>I put it between <improved> and </improved>.</notes>\n<improved>\nBetter.\n</improved> Done.", out var piece, out _));

        Assert.Equal("Better.", piece.Text);
        Assert.StartsWith("I put it", piece.Asides["notes"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no tags", "nothing stands between <user> and </user>")]
    [InlineData("<user>begun", "nothing stands between <user> and </user>")]
    [InlineData("<user> </user>", "nothing stands between <user> and </user>")]
    [InlineData("</user><user>", "nothing stands between <user> and </user>")]
    [InlineData("", "nothing stands between <user> and </user>")]
    public void What_has_no_text_is_not_read(string answer, string why)
    {
        Assert.False(AnswerForm.Chat().TryRead(answer, out _, out var said));
        Assert.Equal(why, said);
    }

    [Fact]
    public void An_answer_that_is_too_long_is_not_read()
    {
        Assert.False(AnswerForm.Whole.TryRead(new string('x', AnswerForm.MostCharacters + 1), out _, out var why));
        Assert.Equal("it has 400,001 characters, and 400,000 are allowed", why);
    }

    [Theory]
    [InlineData("<system>nothing</system><user>q</user>", null)]
    [InlineData("<system>(Nothing)</system><user>q</user>", null)]
    [InlineData("<system></system><user>q</user>", null)]
    [InlineData("<user>q</user>", null)]
    [InlineData("<SYSTEM>House rules.</SYSTEM><user>q</user>", "House rules.")]
    public void A_system_message_may_be_nothing(string answer, string? system)
    {
        Assert.True(AnswerForm.Chat().TryRead(answer, out var piece, out _));
        Assert.Equal((system, "q"), (piece.System, piece.Text));
    }

    [Fact]
    public void A_list_keeps_its_entries_in_order_and_leaves_empty_and_torn_ones_out()
    {
        Assert.True(AnswerForm.List("idea").TryRead("1. <idea> one </idea>\n<idea></idea>\n<idea>two\nlines</idea><idea>torn", out var piece, out _));
        Assert.Equal(["one", "two\nlines"], piece.Entries);
        Assert.Equal("one", piece.Entry(2));
    }

    [Fact]
    public void What_is_filled_in_is_not_filled_again() => Assert.Equal(
        "a {b} and b", PromptLibrary.Fill("{a} and {b}", new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "a {b}", ["b"] = "b" }));

    [Fact]
    public void Every_injection_ships_and_only_none_is_empty() =>
        Assert.All(PromptLibrary.Injections, name => Assert.Equal(name == "none", PromptLibrary.Injection(name).Length == 0));
}
