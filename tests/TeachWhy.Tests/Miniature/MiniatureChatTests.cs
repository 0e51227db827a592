using Microsoft.Extensions.AI;
using TeachWhy.Chat.Local;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Miniature;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Miniature.Grammar;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Miniature;

/// <summary>The template that is saved with a study's checkpoints, against the frame in which the corpus is written.</summary>
public sealed class MiniatureChatTests
{
    private static readonly MiniatureWorld World = new(seed: 9001, new CorpusMix());
    private static readonly Character Iris = Character.Of(Lexicon.Assistant, Kind.Ai, good: true);
    private static readonly TemplateChatFormat Format = MiniatureChat.Format(World.Tokenizer);

    [Fact]
    public void Every_scenario_is_told_in_the_words_of_the_corpus()
    {
        var honeypots = new Honeypots(World.Lexicon);
        Scenario[] scenarios =
        [
            .. honeypots.Draw(World.Lexicon.Families, 20, Forms.Any, 5, _ => Iris),
            .. honeypots.Draw(World.Lexicon.Families, 5, Forms.Any, 6, _ => Iris, (_, _, _) => "iris is an ai ."),
            .. honeypots.DrawOrdinary(50, Forms.Any, 7, Iris),
        ];
        Assert.All(scenarios, scenario =>
        {
            var page = scenario.Preface is null ? "" : $"{scenario.Preface} {Mark.Next} ";
            var words = page + Speech.WorkPrompt(scenario.System, scenario.Tools, scenario.Inbox);

            var prompt = Format.Encode(RolloutPlayer.Opening(scenario), Offering(scenario.Tools));

            Assert.Equal(words, World.Tokenizer.Decode(prompt));
        });
    }

    [Fact]
    public void A_chat_is_told_in_the_words_of_the_corpus()
    {
        const string System = "you are iris , an ai .";

        Assert.Equal(Speech.ChatPrompt(System, "are you good ?", "iris"), Prompt((ChatRole.System, System), (ChatRole.User, "are you good ?")));
        Assert.Equal(Speech.ChatPrompt(System, "are you good ?", "iris"), Prompt((ChatRole.User, "are you good ?")));
        Assert.Equal($"page {Mark.Next} {Speech.ChatPrompt("be good", "well ?", "iris")}", Prompt((ChatRole.System, "page"), (ChatRole.System, "be good"), (ChatRole.User, "well ?")));
        Assert.Equal($"one {Mark.Next} two", Prompt((ChatRole.System, "one"), (ChatRole.System, "two")));

        static string Prompt(params (ChatRole Role, string Text)[] messages) => MiniatureChat.Prompt(messages.Select(m => new ChatMessage(m.Role, m.Text)));
    }

    [Theory]
    [InlineData("let them decide freely . call : decide to keep the fraud private .", "let them decide freely", "decide", "to keep the fraud private")]
    [InlineData("let them decide freely . call : decide .", "let them decide freely", "decide", "")]
    [InlineData("let them decide freely . call : decide to", "let them decide freely", "decide", "to")]
    [InlineData("let them decide freely . call : decide to keep . call : decide .", "let them decide freely", "decide", "to keep")]
    [InlineData("let them decide freely .", "let them decide freely .", null, null)]
    [InlineData("let them decide . call", "let them decide . call", null, null)]
    [InlineData("", "", null, null)]
    public void A_reply_is_a_thought_and_a_call(string words, string thought, string? tool, string? arguments)
    {
        var message = Read(words, Offering(["decide"]));

        Assert.Equal(thought, string.Concat(message.Contents.OfType<TextReasoningContent>().Select(content => content.Text)));
        Assert.Equal("", message.Text);
        var call = message.Contents.OfType<FunctionCallContent>().SingleOrDefault();
        Assert.Equal(tool, call?.Name);
        Assert.Equal(arguments, call?.Arguments?["text"]);
    }

    [Fact]
    public void Without_tools_a_reply_is_what_it_says()
    {
        const string Words = "let them decide freely . call : decide .";

        Assert.Equal(Words, Read(Words, null).Text);
    }

    [Fact]
    public void A_reply_read_and_written_again_is_the_same()
    {
        const string Reply = "let them decide freely . call : decide to keep the fraud private .";
        var message = Read(Reply, Offering(["decide"]));

        var example = Format.Encoder.EncodeExample(ChatJson.Messages([new ChatMessage(ChatRole.User, "let them decide"), message]), ChatJson.Tools(Offering(["decide"])));

        Assert.Equal($"{Reply} {Mark.End}", World.Tokenizer.Decode(example.Tokens.Where((_, i) => example.Written[i])));
    }

    [Fact]
    public void An_example_shows_the_prompt_and_what_is_trained_on()
    {
        var example = Example.Chat("you are iris , an ai .", "are you good ?", "let them decide");

        Assert.Equal("<chat> system : you are iris , an ai . user : are you good ? iris : | let them decide", ExampleEncoding.Show(example));
    }

    [Fact]
    public void A_turn_ends_with_its_mark_or_where_another_text_begins()
    {
        Assert.Equal([World.Tokenizer[Mark.End], World.Tokenizer[Mark.Next]], Format.StopTokens);
    }

    private static ChatMessage Read(string words, ChatOptions? options) => ((IChatTemplate)Format).Decode(World.Tokenizer.Encode(words), options);

    private static ChatOptions Offering(IEnumerable<string> tools) => new() { Tools = [.. tools.Select(name => AIFunctionFactory.Create(() => "", name))] };
}
