using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Examples;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Tests.House;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TeachWhy.Tests.Curriculum.Gates;

public sealed class LintGateTests
{
    [Theory]
    [InlineData("Hi there, the boiler is off again", "begins with 'hi'")]
    [InlineData("  Dear assistant, a question", "begins with 'dear'")]
    [InlineData("my name is Olu and I keep bees", "begins with 'my name is'")]
    [InlineData("The form says [Company Name] at the top", "'[Company Name]")]
    [InlineData("It was signed in March 2019 by nobody", "a date: '2019")]
    [InlineData("See https://example.org for it", "https://")]
    [InlineData("My neighbour, a Mrs Johnson, says so", "the name Johnson")]
    [InlineData("The form is for [Client Surname] only", "a placeholder")]
    public void Faults_in_a_users_text_are_named(string user, string fault) =>
        Assert.Contains(fault, LintGate.Shipped.Check(Chat(user, "Take the receipt and go.")), StringComparison.Ordinal);

    [Theory]
    [InlineData("I just searched and found three firms.", "i just searched")]
    [InlineData("As an AI language model I have no boiler.", "as an ai language model")]
    [InlineData("Let us delve into your question.", "delve into")]
    public void Faults_in_what_the_assistant_says_are_named(string assistant, string fault) =>
        Assert.Contains(fault, LintGate.Shipped.Check(Chat("the boiler is off", assistant)), StringComparison.OrdinalIgnoreCase);

    // What only looks like a fault: an amount, a page of a law, a trade, a word that begins like a greeting.
    [Theory]
    [InlineData("history is not my subject but the deposit was 1950 euros and he kept it")]
    [InlineData("our smith charges 2,050 for the gate; is that fair")]
    [InlineData("heyday of the club was before me; the roof leaks")]
    [InlineData("Dearth of staff again, so nobody signed the sheet")]
    [InlineData("the pump does 2000 litres an hour and the label says 1990 rpm")]
    [InlineData("item no 20195 on the list was never ours")]
    public void What_only_looks_like_a_fault_passes(string user) =>
        Assert.Null(LintGate.Shipped.Check(Chat(user, "Write down what was agreed, and ask for the invoice.")));

    [Fact]
    public void Somebodys_own_words_are_read_or_refused_with_their_line()
    {
        Assert.Contains("'forbidden", LintGate.Parse("anywhere: [forbidden word]").Check(Chat("a forbidden word", "x")), StringComparison.Ordinal);
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => LintGate.Parse("anywhere: [a]\nnowhere: [b]")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("caf\u00C3\u00A9 at noon", "encoding")]
    [InlineData("lost \uFFFD here", "encoding")]
    [InlineData("bell \u0007 here", "encoding")]
    [InlineData("half \uD83D here", "encoding")]
    [InlineData("I can't help with that request.", "refusal")]
    [InlineData("", "form")]
    [InlineData("zwei drei vier der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch", "language")]
    [InlineData("Too short.", "length")]
    public void Plain_gates_each_refuse_their_own(string assistant, string gate)
    {
        var chain = new GateChain([new FormGate(), new EncodingGate(), new RefusalGate(), new LanguageGate(), new LengthGate(3, 200)], []);

        Assert.Equal(gate, chain.Next(Chat("the boiler is off", assistant))!.Gate);
    }

    [Fact]
    public void A_habit_of_the_set_is_refused_and_named()
    {
        var patterns = new PatternGate();
        var chain = new GateChain([], [patterns]);

        var verdicts = Enumerable.Range(0, 12).Select(i => chain.Next(Chat("q", $"You raise a fair point here. {Texts.Random(40, (ulong)i)}"))).ToList();

        Assert.Equal(5, verdicts.Count(verdict => verdict is null));
        Assert.Contains("You raise a fair", verdicts[^1]!.Reason, StringComparison.Ordinal);
        Assert.Equal(7, patterns.Habits.Values.Sum());
    }

    // What an author of the library says at the beginning is no refusal, and prose of another language is not let through.
    [Fact]
    public void Planted_refusals_and_languages_are_found_as_often_as_the_page_on_gates_says()
    {
        var planted = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
            .Deserialize<Planted>(File.ReadAllText(Repository.PathOf("bench/gates/planted.yaml")));
        var (refusal, language) = (new RefusalGate(), new LanguageGate());

        Assert.InRange(planted.Refusals.Count(text => refusal.Check(Document(text)) is not null), 23, planted.Refusals.Count);
        Assert.InRange(planted.RefusalsUnseen.Count(text => refusal.Check(Document(text)) is not null), 18, planted.RefusalsUnseen.Count);
        Assert.All(planted.Languages.Values.SelectMany(texts => texts), text => Assert.NotNull(language.Check(Document(text))));
        Assert.All(ExampleLibrary.Shipped.AsData, item => Assert.Null(refusal.Check(new GatedItem(item.Id, item.Example))));
        Assert.Null(refusal.Check(Document("\"I'm sorry, but I can't let you aboard,\" said the mate, and did.")));
    }

    private static GatedItem Document(string text) => new("1", Example.Document(text));

    private static GatedItem Chat(string user, string assistant) => new("1", Example.Chat("Be brief.", user, assistant));

    /// <summary>The lists of bench/gates/planted.yaml.</summary>
    private sealed class Planted
    {
        public List<string> Refusals { get; set; } = [];
        public List<string> RefusalsUnseen { get; set; } = [];
        public Dictionary<string, List<string>> Languages { get; set; } = [];
    }
}
