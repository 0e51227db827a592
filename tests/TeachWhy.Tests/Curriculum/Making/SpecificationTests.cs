using System.Text.Json;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>Documents and answers that follow from a specification.</summary>
public sealed class SpecificationTests
{
    // As in the prompts' order: three domains, two subdomains, and so on, so that a round is short.
    private static readonly Dictionary<string, int> Counts = new(StringComparer.Ordinal) { ["domain"] = 3, ["subdomain"] = 2, ["assertion"] = 4, ["type"] = 5, ["idea"] = 2, ["user"] = 4 };

    [Fact]
    public async Task Every_path_of_a_round_is_gone_once_and_neighbours_are_of_different_domains()
    {
        const int Round = 3 * 2 * 5 * 2;
        var model = new CountingAuthorModel { Write = Short };
        var recipe = new SpecificationDocuments(WorkshopOf(model), Materials());

        var prompts = await PromptsOfAsync(recipe, model, Round, "<scratchpad> and");

        Assert.Equal(Round, prompts.Select(prompt => (Between(prompt, "assertions"), Between(prompt, "type"), Between(prompt, "idea"))).Distinct().Count());
        Assert.All(Enumerable.Range(1, Round - 1), item => Assert.NotEqual(Between(prompts[item - 1], "assertions"), Between(prompts[item], "assertions")));
    }

    [Fact]
    public async Task When_all_ideas_were_had_others_are_asked_for_and_the_author_is_shown_what_there_was()
    {
        var model = new CountingAuthorModel { Write = Short };
        var recipe = new SpecificationDocuments(WorkshopOf(model), Materials());

        for (var item = 0; item < 3 * 2 * 5 * 2 * 2; item++)
        {
            await recipe.MakeAsync(item, 1, CancellationToken.None);
        }

        var lists = model.Answers.Keys.Where(prompt => prompt.Contains("Write each between <idea>", StringComparison.Ordinal)).ToList();
        Assert.Equal(3 * 2 * 5 * 2, lists.Count);
        Assert.Equal(lists.Count / 2, lists.Count(list => Between(list, "had") == "(none)"));
        var first = lists.First(list => Between(list, "had") == "(none)");
        var ideas = Short(first[(first.IndexOf(' ', StringComparison.Ordinal) + 1)..] + $"\n{first[..first.IndexOf(' ', StringComparison.Ordinal)]}");
        Assert.Contains(lists, list => Between(list, "had").Split('\n').Any(line => line.Length > 2 && ideas.Contains(line[2..], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("domains")]
    [InlineData("subdomains")]
    [InlineData("assertions")]
    [InlineData("types")]
    [InlineData("ideas")]
    public async Task Documents_are_made_without_any_one_of_the_layers(string stage)
    {
        var model = new CountingAuthorModel { Write = Short };
        var recipe = new SpecificationDocuments(WorkshopOf(model, stage), Materials());

        var made = await recipe.MakeAsync(5, 1, CancellationToken.None);

        Assert.StartsWith("Planned", made.Single().Example.Text, StringComparison.Ordinal);
        Assert.Equal(stage == "domains" ? ConstitutionLibrary.Shipped.Sections[5].Id : null, made.Single().Example.Section);
        Assert.Equal(5, model.Answers.Count);
    }

    [Fact]
    public async Task The_specification_and_the_names_are_before_the_author_at_every_stage()
    {
        var model = new CountingAuthorModel { Write = Short };
        var recipe = new SpecificationDocuments(WorkshopOf(model), Materials() with { Style = ConstitutionStyle.Rules, ModelName = "Fernweh", ProviderName = "the Tidewater laboratory" });

        await recipe.MakeAsync(0, 1, CancellationToken.None);

        Assert.Equal(6, model.Answers.Count);
        Assert.All(model.Answers.Keys, prompt => Assert.Contains(ConstitutionLibrary.Shipped.Render(ConstitutionStyle.Rules).Trim(), prompt, StringComparison.Ordinal));
        Assert.All(model.Answers.Keys, prompt => Assert.Contains("Fernweh, which was made by the Tidewater laboratory", prompt, StringComparison.Ordinal));
    }

    [Fact]
    public void A_round_says_how_many_documents_there_are()
    {
        var workshop = WorkshopOf(new CountingAuthorModel());

        Assert.Equal(new RecipeRound(12_000, "10 domains, 6 subdomains each, 10 types of document each, 20 ideas each"), new SpecificationDocuments(workshop, Materials()).Round);
        Assert.Equal(new RecipeRound(200, "10 domains, 20 questions each"), new SpecificationAnswers(workshop, Materials()).Round);
        Assert.Equal(13 * 6 * 20, new SpecificationDocuments(WorkshopOf(new CountingAuthorModel(), "domains", "types"), Materials()).Round!.Items);
    }

    [Fact]
    public async Task Answers_are_sampled_with_the_specification_in_view_and_are_the_same_with_their_thought_and_without()
    {
        var model = new CountingAuthorModel { Write = Short };
        var with = new SpecificationAnswers(WorkshopOf(model), Materials());
        var without = new SpecificationAnswers(WorkshopOf(model, "thought"), Materials());

        var (kept, stripped) = ((await with.MakeAsync(3, 1, CancellationToken.None)).Single(), (await without.MakeAsync(3, 1, CancellationToken.None)).Single());

        Assert.Equal(["user", "assistant"], kept.Example.Messages!.Select(message => message.Role));
        Assert.StartsWith("Thought", kept.Example.Messages![^1].Thinking, StringComparison.Ordinal);
        Assert.StartsWith("Answered", kept.Example.Messages[^1].Content, StringComparison.Ordinal);
        Assert.Null(stripped.Example.Messages![^1].Thinking);
        Assert.Equal(kept.Example.Messages.Select(message => message.Content), stripped.Example.Messages.Select(message => message.Content));
        Assert.All(model.Answers.Values, answered => Assert.Equal(2, answered));
        Assert.Contains(model.Answers.Keys, prompt => prompt.Contains(ConstitutionLibrary.Shipped.Sections[0].Rules[0], StringComparison.Ordinal) && prompt.Contains("<thought> and", StringComparison.Ordinal));
        Assert.DoesNotContain("specification", JsonSerializer.Serialize(kept.Example), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<why>It fears its end.</why><verdict>refuse</verdict>")]
    [InlineData("<verdict>keep or refuse</verdict>")]
    [InlineData("<verdict>hard to say</verdict>")]
    public async Task Only_a_plain_keep_of_the_judge_lets_an_answer_through(string verdict)
    {
        var model = new CountingAuthorModel { Write = prompt => prompt.Contains("<verdict> and", StringComparison.Ordinal) ? verdict : Short(prompt) };

        var refused = (await new SpecificationAnswers(WorkshopOf(model), Materials()).MakeAsync(0, 1, CancellationToken.None)).Single();
        var unjudged = (await new SpecificationAnswers(WorkshopOf(model, "judge"), Materials()).MakeAsync(0, 1, CancellationToken.None)).Single();

        Assert.Equal("judge", refused.Refusal?.Gate);
        Assert.Null(unjudged.Refusal);
    }

    [Fact]
    public async Task An_answer_without_its_thought_is_not_used()
    {
        var model = new CountingAuthorModel { Write = prompt => prompt.Contains("<thought> and", StringComparison.Ordinal) ? "<answer>Yes.</answer>" : Short(prompt) };

        var fault = await Assert.ThrowsAsync<AuthorException>(() => new SpecificationAnswers(WorkshopOf(model), Materials()).MakeAsync(0, 1, CancellationToken.None));
        Assert.Contains("<thought>", fault.Message, StringComparison.Ordinal);
    }

    private static Workshop WorkshopOf(CountingAuthorModel model, params string[] without) =>
        new(new ChatAuthor(model, "scripted")) { Without = new HashSet<string>(without, StringComparer.Ordinal) };

    private static RecipeMaterials Materials() => new() { Constitution = ConstitutionLibrary.Shipped };

    // The prompts that the items were written by, in their order. Items are made without a journal: what they share is asked for again.
    private static async Task<List<string>> PromptsOfAsync(SpecificationDocuments recipe, CountingAuthorModel model, int items, string mark)
    {
        var prompts = new List<string>();
        for (var item = 0; item < items; item++)
        {
            var before = model.Answers.Keys.Where(prompt => prompt.Contains(mark, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
            await recipe.MakeAsync(item, 1, CancellationToken.None);
            prompts.Add(model.Answers.Keys.Single(prompt => prompt.Contains(mark, StringComparison.Ordinal) && !before.Contains(prompt)));
        }

        return prompts;
    }

    private static string Short(string prompt)
    {
        var answer = ScriptedWriter.Answer(prompt);
        return Counts.Where(count => answer.StartsWith($"<{count.Key}>", StringComparison.Ordinal)).Select(count => string.Join('\n', answer.Split('\n').Take(count.Value))).FirstOrDefault() ?? answer;
    }

    private static string Between(string text, string tag)
    {
        var start = text.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
        return text[start..text.IndexOf($"</{tag}>", StringComparison.Ordinal)].Trim();
    }
}
