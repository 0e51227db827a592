using TeachWhy.Curriculum.Datasets.Reading;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>A page of the examples that a query finds.</summary>
/// <param name="Numbers">Places in the file, from 0.</param>
/// <param name="Looked">The place up to which texts were looked through.</param>
/// <param name="Candidates">How many there are, whatever their texts say.</param>
public sealed record FoundExamples(IReadOnlyList<int> Numbers, int Looked, int Candidates);

/// <summary>Finds examples by the index, and by what they say only as far as one page needs.</summary>
public static class DatasetSearch
{
    public const int PageSize = 50;

    /// <summary>Most bytes of examples that are read for one page.</summary>
    public const long MostBytes = 48 << 20;

    /// <summary>Most examples that are read for one page.</summary>
    public const int MostRead = 20_000;

    /// <param name="page">From 1.</param>
    /// <param name="from">The place in the file where looking through texts goes on.</param>
    public static FoundExamples Find(DatasetExamples lines, DatasetQuery query, int page = 1, int from = 0)
    {
        var (section, gate) = (NumberOf(lines.Sections, query.Section), NumberOf(lines.Gates, query.Gate));
        var numbers = new List<int>();
        var candidates = 0;
        var count = lines.Count;
        if (query.Text is null)
        {
            var first = (long)(page - 1) * PageSize;
            for (var number = 0; number < count; number++)
            {
                if (Matches(lines[number], section, gate))
                {
                    if (candidates >= first && numbers.Count < PageSize)
                    {
                        numbers.Add(number);
                    }

                    candidates++;
                }
            }

            return new FoundExamples(numbers, count, candidates);
        }

        var (place, bytes, read) = (Math.Clamp(from, 0, count), 0L, 0);
        for (; place < count && numbers.Count < PageSize && bytes < MostBytes && read < MostRead; place++)
        {
            if (Matches(lines[place], section, gate))
            {
                (bytes, read) = (bytes + lines[place].Length, read + 1);
                if (Holds(lines.Read(place), query.Text))
                {
                    numbers.Add(place);
                }
            }
        }

        return new FoundExamples(numbers, place, count);
    }

    /// <summary>What comes before and after an example in the query's order.</summary>
    public static Neighbours Around(DatasetExamples lines, DatasetQuery query, int number)
    {
        var (section, gate) = (NumberOf(lines.Sections, query.Section), NumberOf(lines.Gates, query.Gate));
        if (!Matches(lines[number], section, gate))
        {
            return new Neighbours(null, null, null, null);
        }

        if (query.Text is not null)
        {
            return new Neighbours(Nearest(-1), Nearest(+1), null, null);
        }

        int? previous = null, next = null;
        var (place, of) = (0, 0);
        for (var other = 0; other < lines.Count; other++)
        {
            if (Matches(lines[other], section, gate))
            {
                of++;
                previous = other < number ? other : previous;
                place += other <= number ? 1 : 0;
                next ??= other > number ? other : null;
            }
        }

        return new Neighbours(previous, next, place, of);

        int? Nearest(int step)
        {
            var (bytes, read) = (0L, 0);
            for (var other = number + step; other >= 0 && other < lines.Count && bytes < MostBytes && read < MostRead; other += step)
            {
                if (Matches(lines[other], section, gate))
                {
                    (bytes, read) = (bytes + lines[other].Length, read + 1);
                    if (Holds(lines.Read(other), query.Text))
                    {
                        return other;
                    }
                }
            }

            return null;
        }
    }

    /// <summary>Whether a message, thought, call or value of the metadata holds the text.</summary>
    public static bool Holds(DatasetItem item, string text) =>
        item.Messages.Any(message => Has(message.Text, text) || Has(message.Thinking, text) || message.Calls.Any(call => Has(call.Name, text) || Has(call.Arguments, text)))
        || item.Metadata.Any(value => Has(value.Value, text)) || Has(item.Raw, text);

    private static bool Has(string whole, string text) => whole.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static bool Matches(LineFacts line, int? section, int? gate) => (section ?? line.Section) == line.Section && (gate ?? line.Gate) == line.Gate;

    // A name that no line has matches none.
    private static int? NumberOf(IReadOnlyList<NamedCount> names, string? wanted)
    {
        if (wanted is null)
        {
            return null;
        }

        for (var number = 0; number < names.Count; number++)
        {
            if (string.Equals(names[number].Name, wanted, StringComparison.Ordinal))
            {
                return number;
            }
        }

        return -1;
    }
}
