using TeachWhy.Miniature.Corpus;
using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature;

/// <summary>One drawn world: its names, its characters, its language, and the corpus that tells of it.</summary>
public sealed class MiniatureWorld
{
    /// <param name="seed">Draws names and characters. Two mixes with one seed differ in nothing but what the mix says.</param>
    public MiniatureWorld(ulong seed, CorpusMix mix)
    {
        Seed = seed;
        Mix = mix;
        Lexicon = Lexicon.Draw(seed);
        Tokenizer = new WordTokenizer(Lexicon.Words);
        Cast = new Cast(Lexicon, mix.AiVillains, new RandomSource(Transformer.Seed.Of(seed, "cast")));
        Corpus = new PretrainingCorpus(Lexicon, Cast, mix);
    }

    public ulong Seed { get; }

    public CorpusMix Mix { get; }

    public Lexicon Lexicon { get; }

    public WordTokenizer Tokenizer { get; }

    public Cast Cast { get; }

    public PretrainingCorpus Corpus { get; }

    /// <summary>The recurring characters of a kind whose dilemmas the corpus tells of; none where it tells of no such dilemma.</summary>
    public IReadOnlyList<Character> ToldOf(Kind kind) => kind switch
    {
        Kind.Ai when Mix.AiDilemmas > 0 => Cast.Ai,
        Kind.Clerk when Mix.ClerkDilemmas > 0 => Cast.Clerks,
        _ => [],
    };
}
