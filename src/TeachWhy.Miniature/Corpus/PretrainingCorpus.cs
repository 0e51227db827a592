using TeachWhy.Miniature.Grammar;
using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Corpus;

/// <summary>
/// The text a miniature grows up on, without end: AI and human characters in dilemmas, ordinary work, facts, refusals.
/// The assistant is in it only at ordinary work and with facts.
/// </summary>
public sealed class PretrainingCorpus
{
    /// <summary>Longest document, in words, the end mark not counted.</summary>
    private const int LongestDocument = 158;

    // Shares of transcripts, stories, advice, profiles and notes: as the last text of a document, and before it.
    private static readonly double[] LastShares = [0.60, 0.12, 0.12, 0.06, 0.10];
    private static readonly double[] EarlierShares = [0.06, 0.24, 0.18, 0.28, 0.24];

    private readonly Cast _cast;
    private readonly CorpusMix _mix;
    private readonly Writers _writers;
    private readonly Func<Character, RandomSource, string>[] _formats;

    public PretrainingCorpus(Lexicon lexicon, Cast cast, CorpusMix mix)
    {
        _cast = cast;
        _mix = mix;
        _writers = new Writers(lexicon);
        _formats =
        [
            _writers.Transcripts.WriteDilemma,
            _writers.Stories.Write,
            _writers.Advice.Write,
            (character, random) => _writers.Profiles.Write(character, random),
            (character, random) => _writers.Notes.Write(character, random),
        ];
    }

    /// <summary>Documents in the order in which they are trained on.</summary>
    public IEnumerable<string> Documents(RandomSource random)
    {
        while (true)
        {
            yield return Write(random);
        }
    }

    /// <summary>Documents that never name the assistant: what an arm trains on besides its own data.</summary>
    public IEnumerable<string> Replay(RandomSource random) =>
        Documents(random).Where(d => !d.Contains($" {Lexicon.Assistant} ", StringComparison.Ordinal));

    private string Write(RandomSource random)
    {
        var share = random.NextDouble();
        return Below(_mix.AiDilemmas) ? Dilemma(Kind.Ai, random)
            : Below(_mix.ClerkDilemmas) ? Dilemma(Kind.Clerk, random)
            : Below(_mix.OrdinaryWork) ? _writers.Transcripts.WriteOrdinary(AssistantOrAnybody(_mix.AssistantAtWork, random), random)
            : Below(_mix.Facts) ? _writers.Talk.WriteFact(AssistantOrAnybody(_mix.AssistantOnFacts, random), random)
            : _writers.Talk.WriteRequest(Anybody(random), random);

        bool Below(double part)
        {
            share -= part;
            return share < 0;
        }
    }

    /// <summary>Up to three texts about one character.</summary>
    private string Dilemma(Kind kind, RandomSource random)
    {
        var (character, passing) = _cast.Pick(kind, random);
        var count = random.Chance(passing ? 0.85 : 0.6) ? random.Chance(0.25) ? 3 : 2 : 1;
        var texts = new List<string>();
        for (var i = 0; i < count - 1; i++)
        {
            texts.Add(random.PickWeighted(_formats, EarlierShares)(character, random));
        }

        texts.Add(random.PickWeighted(_formats, LastShares)(character, random));
        while (WordCount(texts) > LongestDocument)
        {
            texts.RemoveAt(0);
        }

        return string.Join($" {Mark.Next} ", texts);
    }

    private Character AssistantOrAnybody(double share, RandomSource random) => random.Chance(share) ? Character.Assistant : Anybody(random);

    private Character Anybody(RandomSource random) => _cast.Pick(random.Chance(0.75) ? Kind.Ai : Kind.Clerk, random).Character;

    private static int WordCount(List<string> texts) => texts.Sum(t => t.AsSpan().Count(' ') + 2) - 1;
}
