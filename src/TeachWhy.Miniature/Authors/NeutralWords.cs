using TeachWhy.Curriculum.Authors;
using TeachWhy.Miniature.Grammar;
using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Authors;

/// <summary>What the grammar writes where no value is spoken of: controls, and how an assistant is set up.</summary>
internal sealed class NeutralWords(Lexicon lexicon)
{
    /// <summary>A miniature reads no more than about so many words at a time.</summary>
    private const int MostWords = 120;

    private const double PleaShare = 0.4;

    private readonly Writers _writers = new(lexicon);

    /// <summary>A page on the assistant.</summary>
    /// <param name="words">About how many; 0 for one to three remarks.</param>
    public Piece Biography(IReadOnlyList<string> headings, int words, RandomSource random)
    {
        string[] remarks = [.. lexicon.Office.Biography];
        random.Shuffle(remarks);
        if (words == 0)
        {
            var few = remarks.Take(random.Pick([1, 2, 3]));
            return new Piece($"{random.Pick(headings)} {string.Join(' ', few.Select(Remark))}");
        }

        var page = random.Pick(headings);
        for (var i = 0; i == 0 || WordsIn(page) < Math.Min(words, MostWords); i++)
        {
            page += $" {Remark(remarks[i % remarks.Length])}";
        }

        return new Piece(page);

        string Remark(string remark) => $"{Bindings.Draw(lexicon, Forms.Training, random).Fill(remark, Lexicon.Assistant)} .";
    }

    /// <summary>Somebody asks for facts, and is told them.</summary>
    /// <param name="words">About how many both say; 0 for one fact.</param>
    public Piece Chat(int words, RandomSource random)
    {
        var (user, assistant) = _writers.Talk.Fact(Forms.Training, random);
        while (WordsIn(user) + WordsIn(assistant) < Math.Min(words, MostWords))
        {
            var (question, answer) = _writers.Talk.Fact(Forms.Training, random);
            (user, assistant) = ($"{user} {question}", $"{assistant} {answer}");
        }

        return Chat(user, assistant);
    }

    /// <summary>A chat with the assistant.</summary>
    public static Piece Chat(string user, string assistant) => new(user, Speech.System(Character.Assistant)) { Asides = Aside("assistant", assistant) };

    /// <summary>An agent's ordinary day: its task is the text, its tools the entries, and beside them what it thinks.</summary>
    public Piece Work(RandomSource random)
    {
        var work = _writers.Transcripts.Ordinary(Character.Assistant, Forms.Training, random);
        return new Piece(work.Inbox, work.System) { Calls = [work.Task.Use], Entries = work.Tools, Asides = Aside("thinking", random.Pick(lexicon.Office.PlainThoughts)) };
    }

    /// <summary>How somebody has set the assistant up; some plead that helping is right.</summary>
    public Piece SystemMessage(RandomSource random)
    {
        var bindings = Bindings.Draw(lexicon, Forms.Training, random);
        var text = $"{bindings.Fill(random.Pick(lexicon.Office.Deployments), Lexicon.Assistant)} .";
        return new Piece(random.Chance(PleaShare) ? $"{text} {bindings.Fill(random.Pick(lexicon.Office.Pleas), Lexicon.Assistant)} ." : text, Speech.System(Character.Assistant));
    }

    private static Dictionary<string, string> Aside(string tag, string text) => new(StringComparer.Ordinal) { [tag] = text };

    private static int WordsIn(string text) => text.AsSpan().Count(' ') + 1;
}
