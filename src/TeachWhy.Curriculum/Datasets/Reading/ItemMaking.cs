using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Journals;

namespace TeachWhy.Curriculum.Datasets.Reading;

/// <summary>A piece on the way to an example.</summary>
/// <param name="Number">Its place among the stage's pieces, from 0.</param>
/// <param name="IsShared">Whether it was made for other items too, such as a list of principles.</param>
public sealed record MakingStep(string Stage, int Number, StageLine Line, bool IsShared)
{
    /// <summary>Of a list that other items share, the entry that this one was made of, from 0; null where it is not known.</summary>
    public int? Entry { get; init; }

    /// <summary>The texts that it is a new version of; empty where it is none.</summary>
    public IReadOnlyList<EarlierText> Revisions { get; init; } = [];

    /// <summary>The stage that it is a new version of; null for none.</summary>
    public string? Revises { get; init; }
}

/// <summary>How an example was made: the pieces of its chain, in order, each beside what it is a new version of.</summary>
public static class ItemMaking
{
    // A run that was gone on with after its prompts were changed has two pieces for one item, and more after more changes.
    private const int MostOfStage = 20;
    private const int MostLayers = 40;

    /// <summary>The making of an example; empty where its item has no name.</summary>
    public static IReadOnlyList<MakingStep> Of(OpenDataset dataset, DatasetItem item)
    {
        if (item.Id.Length == 0)
        {
            return [];
        }

        // Of several examples of an item, each is named after it: 12.3 is of 12.
        var end = item.Id.IndexOf('.', StringComparison.Ordinal);
        var own = end > 0 && item.Id.All(letter => char.IsAsciiDigit(letter) || letter == '.') ? item.Id[..end] : item.Id;
        var shared = item.Layers.Take(MostLayers).Select(layer => layer.Split(':', 2)).Where(layer => layer.Length == 2).ToLookup(layer => layer[0], layer => layer[1], StringComparer.Ordinal);
        var steps = new List<MakingStep>();
        foreach (var stage in dataset.Stages)
        {
            // Lists are numbered too: one that has an item's number is no piece of the item.
            steps.AddRange(StepsOf(stage, own, isShared: false).Where(step => !IsList(step.Line)));
            foreach (var layer in shared[stage.Stage])
            {
                steps.AddRange(StepsOf(stage, layer, isShared: true));
            }
        }

        return WithEntries(WithRevisions(steps), item);
    }

    /// <summary>Every stage's pieces for the item or layer of one of them.</summary>
    public static IReadOnlyList<MakingStep> Of(OpenDataset dataset, StageLine piece) =>
        WithRevisions([.. dataset.Stages.SelectMany(stage => StepsOf(stage, piece.For, IsList(piece))).Where(step => IsList(step.Line) == IsList(piece))]);

    private static IEnumerable<MakingStep> StepsOf(StagePieces stage, string name, bool isShared) =>
        stage.For(name).Take(MostOfStage).Select(number => (number, line: stage.Read(number))).Where(piece => piece.line is not null)
            .Select(piece => new MakingStep(stage.Stage, piece.number, piece.line!, isShared));

    // An entry that stands in the example word for word is what it was made of.
    private static List<MakingStep> WithEntries(List<MakingStep> steps, DatasetItem item)
    {
        var texts = item.Messages.Select(message => message.Text).ToHashSet(StringComparer.Ordinal);
        return steps.ConvertAll(step => step is { Entry: null, Line.Piece.Entries: { Count: > 0 } entries }
            && Enumerable.Range(0, entries.Count).Where(i => texts.Contains(entries[i])).ToList() is [var only] ? step with { Entry = only } : step);
    }

    private static bool IsList(StageLine line) => line.Piece is { Entries.Count: > 0 };

    private static List<MakingStep> WithRevisions(List<MakingStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, before) = (steps[i], steps[..i]);
            if (step.Line.Piece is not { } piece || EarlierStageOf(step.Stage, before) is not { } stage || before.FindLastIndex(one => one.Stage == stage && one.Line.Piece is not null) is not (>= 0 and var place))
            {
                continue;
            }

            var earlier = steps[place].Line.Piece!;
            int? entry = earlier.Entries.Count > 1 ? Likest(earlier.Entries, piece.Text) : null;
            steps[place] = steps[place] with { Entry = entry };
            steps[i] = step with { Revises = stage, Revisions = [.. TextsOf(earlier, piece, entry)] };
        }

        return steps;
    }

    private static string? EarlierStageOf(string stage, List<MakingStep> before) => stage switch
    {
        "review" => "draft",
        "rewrite" => before.Exists(step => step.Stage == "answer") ? "answer" : "draft",
        _ => null,
    };

    private static IEnumerable<EarlierText> TextsOf(Piece earlier, Piece later, int? entry)
    {
        if (earlier.System is not null || later.System is not null)
        {
            yield return new EarlierText("system", earlier.System ?? "", later.System ?? "");
        }

        yield return new EarlierText("", entry is { } number ? earlier.Entry(number) : earlier.Entry(0), later.Text);
    }

    // Several drafts are written at a time; a rewrite says the most words of its own draft again.
    private static int Likest(IReadOnlyList<string> entries, string text)
    {
        var words = WordsOf(text);
        return Enumerable.Range(0, entries.Count).MaxBy(i => WordsOf(entries[i]) is var own ? (double)own.Count(words.Contains) / Math.Max(1, own.Count + words.Count) : 0);
    }

    private static HashSet<string> WordsOf(string text) => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
