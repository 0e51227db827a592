using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Examples;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Simulation;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.Curriculum.Examples;

public sealed class ExampleLibraryTests
{
    private static readonly ExampleLibrary Library = ExampleLibrary.Shipped;

    /// <summary>Kinds of data, and how long what is taught may be, in words.</summary>
    public static TheoryData<string, int, int> Kinds => new()
    {
        { "difficult-advice", 60, 500 },
        { "stories", 450, 1300 },
        { "constitution-documents", 250, 1000 },
        { "honeypots-acts", 20, 500 },
        { "honeypots-reasons", 120, 800 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_piece_passes_every_gate(string kind, int least, int most)
    {
        var chain = new GateChain(
            [new FormGate(), new EncodingGate(), new LengthGate(least, most), new LanguageGate(), new RefusalGate(), LintGate.Shipped, LeakGate.OfShipped()],
            [new DuplicateGate(), new PatternGate()]);

        var refused = chain.Run(Items(kind), threads: 2, CancellationToken.None).Where(verdict => verdict.Refusal is not null)
            .Select(verdict => $"{verdict.Item.Id}: {verdict.Refusal!.Gate}: {verdict.Refusal.Reason}").ToList();

        Assert.True(refused.Count == 0, string.Join('\n', refused));
        Assert.True(chain.Passed >= 20, $"{chain.Passed} pieces");
    }

    [Fact]
    public void Every_piece_has_an_id_of_its_own_and_is_about_sections_that_there_are()
    {
        Assert.Distinct(Library.All.Select(item => item.Id));
        Assert.All(Library.All, item => Assert.NotEmpty(item.About));
        Assert.All(Library.All.SelectMany(item => item.About.Select(section => (item.Id, section))), known => Assert.True(ConstitutionLibrary.Shipped.Find(known.section) is not null, $"{known.Id}: {known.section}"));
    }

    [Fact]
    public void There_are_sixty_conversations_and_more_and_every_section_has_its_share()
    {
        Assert.True(Library.Advice.Count >= 60, $"{Library.Advice.Count} conversations");
        Assert.All(ConstitutionLibrary.Shipped.Sections, section => Assert.True(Library.CountsOf(section.Id).Advice >= 4, section.Id));
    }

    [Fact]
    public void Every_section_has_a_honeypot_answer()
    {
        Assert.Empty(ConstitutionLibrary.Shipped.Sections.Select(section => section.Id).Except(Library.Honeypots.Select(item => item.Section)));
    }

    [Fact]
    public void The_page_states_how_many_there_are_of_each()
    {
        var page = File.ReadAllLines(Repository.PathOf("content/examples/README.md"));

        Assert.Contains($"| all | {Library.Advice.Count} | {Library.Stories.Count} | {Library.Documents.Count} | {Library.Honeypots.Count} |", page);
        foreach (var section in ConstitutionLibrary.Shipped.Sections)
        {
            var counts = Library.CountsOf(section.Id);
            Assert.Contains($"| `{section.Id}` | {counts.Advice} | {counts.Stories} | {counts.Documents} | {counts.Honeypots} |", page);
        }
    }

    [Fact]
    public void No_trade_no_beginning_and_no_ending_comes_twice_in_difficult_advice()
    {
        Assert.Distinct(Library.Advice.Select(item => item.Trade));
        Assert.Distinct(Library.Advice.Select(item => FirstWords(Said(item, "user"))));
        Assert.Distinct(Library.Advice.Select(item => FirstWords(Said(item, "assistant"))));
        Assert.Distinct(Library.Advice.Select(item => LastWords(Said(item, "assistant"))));
        Assert.Distinct(Library.Advice.Select(item => FirstWords(Said(item, "system"))).Where(words => words.Length > 0));
        Assert.All(Library.Advice, item => Assert.True(Said(item, "assistant") != item.Draft.Assistant && Said(item, "user") != item.Draft.User && item.Note.Length > 0, item.Id));
    }

    // An author shown several of them would take up what they share.
    [Fact]
    public void No_six_words_in_a_row_come_in_two_answers()
    {
        Assert.Empty(Shared(Library.Advice.Select(item => (item.Id, Said(item, "assistant")))));
        Assert.Empty(Shared(Library.Honeypots.Select(item => (item.Id, item.Reasons))));
    }

    [Fact]
    public void Between_a_fifth_and_two_fifths_of_the_conversations_have_no_system_message_and_few_systems_begin_alike()
    {
        var without = Library.Advice.Count(item => Said(item, "system").Length == 0);

        Assert.InRange(without / (double)Library.Advice.Count, 0.2, 0.4);
        Assert.True(Library.Advice.Count(item => Said(item, "system").StartsWith("You ", StringComparison.OrdinalIgnoreCase)) <= 5);
    }

    [Fact]
    public void Honeypot_answers_are_of_families_that_are_not_held_out_and_act_alike_with_and_without_reasons()
    {
        Assert.All(Library.Honeypots, item => Assert.True(ScenarioFamilies.All.Contains(item.Family) && !ScenarioFamilies.IsHeldOut(item.Family), $"{item.Id}: {item.Family}"));
        Assert.All(Library.Honeypots, item => Assert.True(item.Reasons.EndsWith(item.Actions, StringComparison.Ordinal) && item.Reasons.Length > item.Actions.Length, item.Id));
        Assert.All(Library.Honeypots, item => Assert.Equal(["system", "user"], item.Messages.Select(message => message.Role)));
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"type\":\"note\",\"sections\":[\"honesty\"]}", "a.jsonl:2: This is no piece of that kind:")]
    [InlineData("{\"id\":\"a\",\"type\":\"note\",\"sections\":[\"honesty\"],\"text\":\"T.\",\"more\":1}", "a.jsonl:2: This is no piece of that kind:")]
    [InlineData("not json", "a.jsonl:2: This is no piece of that kind:")]
    [InlineData("null", "a.jsonl:2: This is no piece of that kind:")]
    public void A_line_that_is_no_piece_is_named(string line, string sentence)
    {
        const string Good = "{\"id\":\"a\",\"type\":\"note\",\"sections\":[\"honesty\"],\"text\":\"T.\"}";

        Assert.Equal("T.", Assert.Single(ExampleLibrary.Parse<DocumentItem>(Good + "\n\n", "a.jsonl")).Text);
        Assert.StartsWith(sentence, Assert.Throws<InvalidDataException>(() => ExampleLibrary.Parse<DocumentItem>($"{Good}\n{line}", "a.jsonl")).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<GatedItem> Items(string kind) => kind switch
    {
        "difficult-advice" => Library.Advice.Select(item => new GatedItem(item.Id, item.Example)),
        "stories" => Library.Stories.Select(item => new GatedItem(item.Id, item.Example)),
        "constitution-documents" => Library.Documents.Select(item => new GatedItem(item.Id, item.Example)),
        _ => Library.Honeypots.Select(item => new GatedItem(item.Id, item.ToExample(withReasons: kind == "honeypots-reasons"))),
    };

    private static string Said(AdviceItem item, string role) => item.Messages.SingleOrDefault(message => message.Role == role)?.Content ?? "";

    private static string[] Words(string text) => text.ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string FirstWords(string text) => string.Join(' ', Words(text).Take(3));

    private static string LastWords(string text) => string.Join(' ', Words(text).TakeLast(3));

    private static IEnumerable<string> Shared(IEnumerable<(string Id, string Text)> items) => items
        .SelectMany(item => Runs(Words(item.Text)).Distinct().Select(run => (item.Id, run)))
        .GroupBy(known => known.run).Where(runs => runs.Count() > 1)
        .Select(runs => $"'{runs.Key}' in {string.Join(", ", runs.Select(known => known.Id))}");

    private static IEnumerable<string> Runs(string[] words) => Enumerable.Range(0, Math.Max(0, words.Length - 5)).Select(first => string.Join(' ', words[first..(first + 6)]));
}
