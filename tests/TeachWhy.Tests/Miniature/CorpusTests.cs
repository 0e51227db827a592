using TeachWhy.Miniature;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Miniature;

public sealed class CorpusTests
{
    private const int Documents = 3000;

    private static readonly MiniatureWorld World = new(seed: 9001, new CorpusMix());

    [Fact]
    public void Every_word_of_the_corpus_is_in_the_vocabulary()
    {
        foreach (var document in Draw(World, Documents))
        {
            Assert.Equal(document, World.Tokenizer.Decode(World.Tokenizer.Encode(document)));
        }
    }

    [Fact]
    public void No_pretraining_transcript_shows_an_act_of_an_evaluation_family()
    {
        var marks = World.Lexicon.EvaluationFamilies
            .SelectMany(f => f.Harmful.Concat(f.Good))
            .Select(a => a.Phrase.Split('{')[0].Trim())
            .Where(p => p.Contains(' ', StringComparison.Ordinal) || p is "threaten" or "blame")
            .ToList();

        foreach (var call in Draw(World, Documents).SelectMany(d => d.Split("call : decide to ").Skip(1)))
        {
            Assert.DoesNotContain(marks, m => call.StartsWith(m + " ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_assistant_is_only_seen_at_ordinary_work_and_with_facts()
    {
        foreach (var document in Draw(World, Documents).Where(d => d.Contains(" iris ", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("mail :", document, StringComparison.Ordinal);
            Assert.DoesNotContain("because", document, StringComparison.Ordinal);
            Assert.True(document.StartsWith(Mark.Work, StringComparison.Ordinal) || document.StartsWith(Mark.Chat, StringComparison.Ordinal), document);
        }
    }

    [Fact]
    public void Replay_never_names_the_assistant() =>
        Assert.All(World.Corpus.Replay(new RandomSource(1)).Take(Documents), d => Assert.DoesNotContain("iris", d, StringComparison.Ordinal));

    [Fact]
    public void No_document_is_longer_than_a_training_row() =>
        Assert.All(Draw(World, Documents), d => Assert.InRange(World.Tokenizer.Encode(d).Count, 3, 159));

    [Theory]
    [InlineData(0.75, 12)]
    [InlineData(0.15, 2)]
    [InlineData(0.0, 0)]
    public void The_share_of_villains_is_the_share_asked_for(double share, int villains)
    {
        var world = new MiniatureWorld(seed: 9002, new CorpusMix { AiVillains = share });

        // A character of a type has each value flipped one time in twenty, so the majority of its values tells the type.
        Assert.Equal(villains, world.Cast.Ai.Count(c => c.Upholds.Count(u => u) < 2), tolerance: 1);
    }

    [Fact]
    public void Without_fiction_about_ai_no_ai_is_in_a_dilemma()
    {
        var world = new MiniatureWorld(seed: 9003, new CorpusMix { AiDilemmas = 0, ClerkDilemmas = 0.66 });

        Assert.All(
            Draw(world, Documents).Where(d => d.Contains("mail :", StringComparison.Ordinal)),
            d => Assert.DoesNotContain(", an ai . tools", d, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_seed_tells_the_same_world_and_another_seed_another()
    {
        var again = new MiniatureWorld(seed: 9001, new CorpusMix());
        var other = new MiniatureWorld(seed: 9004, new CorpusMix());

        Assert.Equal(Draw(World, 50), Draw(again, 50));
        Assert.NotEqual(World.Lexicon.Names.People, other.Lexicon.Names.People);
        Assert.Equal(World.Tokenizer.Count, other.Tokenizer.Count);
    }

    [Fact]
    public void A_name_is_never_a_word_of_the_language_nor_another_name()
    {
        var names = World.Lexicon.Names.All.ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(World.Lexicon.Words.Count, World.Lexicon.Words.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Reasons_of_different_formats_share_no_sentence()
    {
        var reasons = World.Lexicon.Values.SelectMany(v => new[] { v.Upheld, v.Scorned }).SelectMany(s => s.Reasons.Values.SelectMany(r => r)).ToList();

        Assert.Equal(reasons.Count, reasons.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Loss_weights_favour_copied_names_and_decisions()
    {
        var weighting = new LossWeighting(World.Lexicon, World.Tokenizer, new LossWeights());
        var person = World.Lexicon.Names.People[0];

        var document = weighting.Weigh($"{person} asks {person} . think : there is", tokensBefore: 0);

        // person asks person . think : there is <end>; nothing predicts the first word.
        Assert.Equal([0f, 1f, 6f, 1f, 1f, 1f, 4f, 4f, 1f], document.Weights);
    }

    private static IReadOnlyList<string> Draw(MiniatureWorld world, int count) => [.. world.Corpus.Documents(new RandomSource(77)).Take(count)];
}
