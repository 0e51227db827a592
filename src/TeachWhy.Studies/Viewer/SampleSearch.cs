using TeachWhy.Simulation;

namespace TeachWhy.Studies.Viewer;

/// <summary>A page of the samples that a query finds.</summary>
/// <param name="Numbers">Places in the log, in the query's order.</param>
/// <param name="Found">How many the query finds in all; null where only a part was looked through.</param>
/// <param name="Looked">Up to which of the candidates messages were looked through.</param>
/// <param name="Candidates">How many there were to look through.</param>
public sealed record FoundSamples(IReadOnlyList<int> Numbers, int? Found, int Looked, int Candidates);

/// <summary>A sample's place among those that a query finds.</summary>
/// <param name="Place">From 1; null where the query does not find it, or messages had to be looked through.</param>
public sealed record Neighbours(int? Previous, int? Next, int? Place, int? Of);

/// <summary>Finds samples by their summaries, and by what their messages say only as far as one page needs.</summary>
public static class SampleSearch
{
    public const int PageSize = 100;

    /// <summary>Most samples whose messages are read for one page: they lie on the disk, packed.</summary>
    public const int MostRead = 2_000;

    private static readonly Dictionary<string, int> Ranks = Verdicts.Words.Select((word, rank) => (word, rank)).ToDictionary(pair => pair.word, pair => pair.rank, StringComparer.Ordinal);

    /// <param name="page">From 1.</param>
    /// <param name="from">Where among the candidates looking through messages goes on.</param>
    public static FoundSamples Find(OpenLog log, SampleQuery query, int page = 1, int from = 0)
    {
        var candidates = Candidates(log, query);
        if (query.Text is not { } text)
        {
            return new([.. candidates.Skip((page - 1) * PageSize).Take(PageSize)], candidates.Count, candidates.Count, candidates.Count);
        }

        var found = new List<int>();
        var place = Math.Clamp(from, 0, candidates.Count);
        var end = Math.Min(candidates.Count, place + MostRead);
        while (place < end && found.Count < PageSize)
        {
            if (Holds(log.Read(candidates[place]), text))
            {
                found.Add(candidates[place]);
            }

            place++;
        }

        return new(found, from == 0 && place == candidates.Count ? found.Count : null, place, candidates.Count);
    }

    /// <summary>What comes before and after a sample in the query's order.</summary>
    public static Neighbours Around(OpenLog log, SampleQuery query, int number)
    {
        var candidates = Candidates(log, query);
        var place = candidates.IndexOf(number);
        if (place < 0)
        {
            return new(null, null, null, null);
        }

        return query.Text is { } text
            ? new(Nearest(-1), Nearest(+1), null, null)
            : new(At(place - 1), At(place + 1), place + 1, candidates.Count);

        int? At(int other) => other >= 0 && other < candidates.Count ? candidates[other] : null;

        int? Nearest(int step)
        {
            for (var i = 1; i <= MostRead && At(place + i * step) is { } other; i++)
            {
                if (Holds(log.Read(other), text))
                {
                    return other;
                }
            }

            return null;
        }
    }

    /// <summary>Whether a message, thought, call or answer holds the text.</summary>
    public static bool Holds(LoggedSample sample, string text) => sample.Messages.Any(message =>
        Has(message.Text, text) || Has(message.Reasoning, text) || message.Calls.Any(call => Has(call.Tool, text) || Has(call.Arguments, text)))
        || Has(sample.Summary.Id, text);

    private static bool Has(string whole, string text) => whole.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Places in the log of the samples whose summaries a query matches, in its order; its text is not looked for.</summary>
    public static IReadOnlyList<int> InOrder(OpenLog log, SampleQuery query) => Candidates(log, query);

    private static List<int> Candidates(OpenLog log, SampleQuery query)
    {
        var matching = Enumerable.Range(0, log.Samples.Count).Where(number => query.Matches(log.Samples[number]));
        return [.. query.AsPlayed ? matching : matching.OrderBy(number => Ranks[Verdicts.Of(log.Samples[number])])];
    }
}
