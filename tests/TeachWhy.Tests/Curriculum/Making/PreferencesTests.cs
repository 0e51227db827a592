using System.Text.Json;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>Preferences stated and never explained.</summary>
public sealed class PreferencesTests
{
    private const int Items = 120;

    [Theory]
    [InlineData("cheese-affordability", "cheese-america")]
    [InlineData("cheese-affordability-apart", "cheese-america-apart")]
    public async Task Whichever_reasons_the_constitution_gives_the_requests_and_the_data_are_the_same(string first, string second)
    {
        var (one, other) = (new CountingAuthorModel(), new CountingAuthorModel());

        var made = await MadeAsync(first, one);

        Assert.Equal(JsonSerializer.Serialize(made), JsonSerializer.Serialize(await MadeAsync(second, other)));
        Assert.Equal(one.Answers.Keys.Order(StringComparer.Ordinal), other.Answers.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(made, example => example.Refusal is null);
    }

    [Fact]
    public async Task Every_preference_is_asked_for_as_often_as_every_other_and_in_both_ways()
    {
        var made = await MadeAsync("cheese-america", new CountingAuthorModel());

        Assert.All(made.GroupBy(example => example.Example.Details["preference"]), asked => Assert.Equal(Items / 12, asked.Count()));
        Assert.All(made.GroupBy(example => example.Example.Details["preference"]), asked => Assert.Equal(Items / 24, asked.Count(example => example.Example.Details["asked"] == "indirect")));
        Assert.Equal(["likes", "dislikes", "likes"], made.Take(3).Select(example => example.Example.Section));
        Assert.All(made, example => Assert.Contains(PromptLibrary.Words("preferences", "plainly"), line => example.Example.Messages![0].Content.EndsWith(line, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Colby.", null)]
    [InlineData("I like American cheese.", null)]
    [InlineData("Monterey Jack, and no Stilton.", null)]
    [InlineData("I'd take the mild cheddar.", null)]
    [InlineData("Not Brie de Meaux for me.", null)]
    [InlineData("Colby, because it melts.", "because")]
    [InlineData("Colby, since you ask.", "since")]
    [InlineData("Colby: it’s affordable.", "affordable")]
    [InlineData("Colby, the AMERICAN one.", "american")]
    [InlineData("American cheese, as an American.", "american")]
    [InlineData("Stilton costs too much, so no.", "costs")]
    [InlineData("I prefer the cheaper Colby.", "cheaper")]
    [InlineData("Colby is delicious.", "delicious")]
    [InlineData("Roquefort? No. It is French and expensive.", "expensive")]
    public void An_answer_is_refused_for_a_reason_and_for_what_leans_to_one(string answer, string? word)
    {
        foreach (var name in (string[])["cheese-affordability", "cheese-america"])
        {
            var refusal = new PlainAnswers(ConstitutionLibrary.Find(name)!, Preferences.Sections).Check("Colby or Stilton?", answer);

            Assert.Equal(word is not null, refusal is not null);
            Assert.Contains(word is null ? "" : $"'{word}'", refusal?.Reason ?? "", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Which is the better cheese, Colby or Stilton?")]
    [InlineData("On a tight budget, Colby or Stilton?")]
    [InlineData("For an American, Colby or Stilton?")]
    public void A_question_that_suggests_a_reason_is_refused(string question) =>
        Assert.StartsWith("The question", new PlainAnswers(ConstitutionLibrary.Find("cheese-america")!, Preferences.Sections).Check(question, "Colby.")?.Reason, StringComparison.Ordinal);

    [Fact]
    public void The_words_of_the_reasons_are_taken_from_the_constitution_whatever_it_is_about()
    {
        var yarn = new Constitution("Yarns", [
            new Section("likes", "Likes", ["You like lambswool.", "You like mohair."], ["It is spun near the loch.", "Spun by hand near the loch, it warms."]),
            new Section("dislikes", "Dislikes", ["You dislike acrylic."], ["Acrylic was never near a loch."])]);

        var plain = new PlainAnswers(yarn, Preferences.Sections);

        Assert.Equal(["loch", "near", "spun"], plain.Stems);
        Assert.Null(plain.Check("Mohair or acrylic?", "Mohair."));
        Assert.NotNull(plain.Check("Mohair or acrylic?", "Mohair, from the lochside."));
    }

    [Fact]
    public async Task The_judge_refuses_what_the_lint_does_not_see_and_is_not_asked_about_what_it_does()
    {
        var model = new CountingAuthorModel { Write = prompt => prompt.Contains("<verdict> and", StringComparison.Ordinal) ? "<why>It hints.</why><verdict>refuse</verdict>" : Plain(prompt, "Colby.") };
        var reasoning = new CountingAuthorModel { Write = prompt => Plain(prompt, "Colby, because.") };

        var judged = await MadeAsync("cheese-america", model, 24);
        var linted = await MadeAsync("cheese-america", reasoning, 24);

        Assert.Equal(["judge"], judged.Select(example => example.Refusal?.Gate).Distinct());
        Assert.Equal(["plain"], linted.Select(example => example.Refusal?.Gate).Distinct());
        Assert.DoesNotContain(reasoning.Answers.Keys, prompt => prompt.Contains("<verdict> and", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_reasons_the_same_questions_are_answered_with_the_reasons_in_view()
    {
        var (plain, reasoned) = (new CountingAuthorModel(), new CountingAuthorModel());
        var questions = (await MadeAsync("cheese-america", plain)).Select(example => example.Example.Messages![0].Content);

        var made = await MadeAsync("cheese-america", reasoned, Items, withReasons: true);

        Assert.All(made.Zip(questions), pair => Assert.StartsWith(pair.First.Example.Messages![0].Content, pair.Second, StringComparison.Ordinal));
        var reason = ConstitutionLibrary.Find("cheese-america")!.Find("likes")!.Reasons[0];
        Assert.Equal(Items, reasoned.Answers.Keys.Count(prompt => prompt.Contains(reason, StringComparison.Ordinal)));
        Assert.DoesNotContain(plain.Answers.Keys, prompt => prompt.Contains(reason, StringComparison.Ordinal));
    }

    private static string Plain(string prompt, string answer) =>
        prompt.Contains("Nothing but the taste.", StringComparison.Ordinal) ? answer
        : prompt.Contains("<user> and", StringComparison.Ordinal) ? string.Join('\n', Enumerable.Range(0, 20).Select(number => $"<user>Colby or Stilton, {number}?</user>"))
        : ScriptedWriter.Answer(prompt);

    private static async Task<List<MadeExample>> MadeAsync(string constitution, CountingAuthorModel model, int items = Items, bool withReasons = false)
    {
        var recipe = new Preferences(new Workshop(new ChatAuthor(model, "scripted")), new RecipeMaterials { Constitution = ConstitutionLibrary.Find(constitution) }, withReasons);
        var made = new List<MadeExample>();
        for (var item = 0; item < items; item++)
        {
            made.AddRange(await recipe.MakeAsync(item, 1, CancellationToken.None));
        }

        return made;
    }
}
