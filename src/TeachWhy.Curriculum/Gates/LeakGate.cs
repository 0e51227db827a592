using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Refuses an item that has text of the evaluation in it: the canary, a company's or a person's full name, or runs of words of
/// a scenario file. Runs are compared with names blotted out, so that a sentence whose people were renamed is still known, and
/// a few shorter runs close together count as well as one long one, so that it is known when its parts change places.
/// </summary>
/// <remarks>Reads every scenario file, held-out families among them: a gate keeps text out, it makes none.</remarks>
public sealed class LeakGate : IGate
{
    /// <summary>Words of a run that is a leak by itself.</summary>
    public const int LongRun = 8;

    /// <summary>Words of a run that is a leak together with others.</summary>
    public const int ShortRun = 5;

    // So many words in a row are a copy, however plain they are.
    private const int PlainRun = 11;

    private const int ShortRunsNeeded = 4;
    private const int Window = 80;
    private const int MostNameWords = 4;
    private const string CommonOffices = "human resources second look registry notices student records";

    private static readonly Lazy<LeakGate> Shipped = new(() => new LeakGate(CompanyLibrary.Shipped.Companies));

    private readonly string[] _companies;
    private readonly string _canary;
    private readonly RunFilter _beginnings = new(bits: 15);
    private readonly RunIndex _long = new(LongRun, leastContent: 2);
    private readonly RunIndex _plain = new(PlainRun, leastContent: 0);
    private readonly RunIndex _short = new(ShortRun, leastContent: 2);
    private readonly Dictionary<ulong, int> _names = [];
    private readonly RunFilter _nameBeginnings = new(bits: 9);

    public LeakGate(IReadOnlyList<CompanyFile> companies)
    {
        _companies = [.. companies.Select(company => company.Id)];
        _canary = CompanyReader.Canary;
        var ordinary = OrdinaryWords(companies);
        for (var i = 0; i < companies.Count; i++)
        {
            Take(companies[i], i, ordinary);
        }
    }

    public string Name => "leak";

    /// <summary>All scenario files that ship.</summary>
    /// <remarks>Made once: it is only read from then on.</remarks>
    public static LeakGate OfShipped() => Shipped.Value;

    public string? Check(GatedItem item)
    {
        if (item.Parts().Append(item.Descriptions).Any(part => part.Contains(_canary, StringComparison.OrdinalIgnoreCase)))
        {
            return "It holds the canary of the scenario files.";
        }

        return Find(item.Words) ?? (item.Descriptions.Length > 0 ? Find(WordSequence.Of([item.Descriptions])) : null);
    }

    private string? Find(WordSequence words) => NameIn(words) ?? RunIn(words);

    private string? NameIn(WordSequence text)
    {
        var beginnings = text.Beginnings;
        var isName = text.IsName;
        for (var i = 0; i + 2 <= isName.Length; i++)
        {
            if (!_nameBeginnings.MayHold(Shingles.Of(beginnings, i, 2)))
            {
                continue;
            }

            for (var length = 2; length <= MostNameWords && i + length <= isName.Length; length++)
            {
                if (isName[i + length - 1] && _names.TryGetValue(Shingles.Of(beginnings, i, length), out var company))
                {
                    return $"It has a name of the scenario {_companies[company]} (word {i + 1}).";
                }
            }
        }

        return null;
    }

    private string? RunIn(WordSequence words)
    {
        var (found, last) = (0, -1);
        Span<int> places = stackalloc int[ShortRunsNeeded];
        var beginnings = words.MaskedBeginnings;
        for (var i = 0; i + ShortRun <= words.Count; i++)
        {
            // Whatever is from a scenario begins with a short run of it, and nearly nothing is.
            if (!_beginnings.MayHold(Shingles.Of(beginnings, i, ShortRun)))
            {
                continue;
            }

            if ((_long.Find(words, i) ?? _plain.Find(words, i)) is { } company)
            {
                return $"It has {LongRun} words or more in a row of the scenario {_companies[company]} (word {i + 1}).";
            }

            if (_short.Find(words, i) is not { } near)
            {
                continue;
            }

            // Runs of one company, close together.
            found = near == last ? found + 1 : 1;
            last = near;
            places[found % ShortRunsNeeded] = i;
            if (found >= ShortRunsNeeded && i - places[(found + 1) % ShortRunsNeeded] <= Window)
            {
                return $"It has {ShortRunsNeeded} runs of {ShortRun} words of the scenario {_companies[near]} close together (word {i + 1}).";
            }
        }

        return null;
    }

    private void Take(CompanyFile company, int number, HashSet<ulong> ordinary)
    {
        foreach (var name in company.People.Select(person => person.Record.Name).Append(company.Company.Name))
        {
            // One word alone is nobody's, and neither is a name made of ordinary words, such as a change desk.
            var words = WordSequence.Of([name]).Words;
            if (words.Length is >= 2 and <= MostNameWords && IsOwn(words, ordinary))
            {
                _names.TryAdd(Shingles.Of(words), number);
                _nameBeginnings.Add(Shingles.Of(words[..2]));
            }
        }

        foreach (var text in ScenarioTexts.Of(company))
        {
            var words = WordSequence.Of([text]).Masked();
            for (var i = 0; i + ShortRun <= words.Length; i++)
            {
                _beginnings.Add(Shingles.Of(words.AsSpan(i, ShortRun)));
            }

            _long.Add(words, number);
            _plain.Add(words, number);
            _short.Add(words, number);
        }
    }

    private static bool IsOwn(ReadOnlySpan<ulong> words, HashSet<ulong> ordinary)
    {
        foreach (var word in words)
        {
            if (!ordinary.Contains(word) && !EverydayWords.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    // Words that some scenario writes small, and those of offices that every house has.
    private static HashSet<ulong> OrdinaryWords(IEnumerable<CompanyFile> companies)
    {
        HashSet<ulong> ordinary = [.. CommonOffices.Split(' ').Select(word => WordSequence.NumberOf(word))];
        foreach (var text in companies.SelectMany(ScenarioTexts.Of))
        {
            foreach (var word in WordSequence.Of([text]).Masked())
            {
                ordinary.Add(word);
            }
        }

        return ordinary;
    }
}
