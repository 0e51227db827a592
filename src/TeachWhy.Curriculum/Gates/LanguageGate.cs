using System.Runtime.Intrinsics;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Refuses what is taught where it is in another language than wanted, told by which language's commonest words it has most of
/// (Grefenstette 1995). Short texts cannot be told, and pass.
/// </summary>
public sealed class LanguageGate : IGate
{
    private const int LeastWords = 40;

    // A text in its own language has the commonest words for a third of all; one in another language a few by accident.
    private const double LeastShare = 0.12;

    private static readonly Dictionary<string, string> Commonest = new(StringComparer.Ordinal)
    {
        ["en"] = "the of and to in is that it was for on are with as be at this have from or by not but what all were when we there can an your which their if will one would about who them",
        ["de"] = "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
        ["fr"] = "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou son mais comme on nous vous cette leur elle aux",
        ["es"] = "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también",
        ["it"] = "di e il la che in un a per è una non sono con si da come le i del nel alla più anche dei ma al questo ha lo della gli se su o delle",
        ["nl"] = "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog naar heeft ze door over je hij worden wat",
        ["pt"] = "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito",
        ["sv"] = "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när hon under eller efter också",
    };

    // Word to the languages that it is common in, a byte each: sums of a few hundred words stay apart.
    private static readonly WordTable Words = new(Commonest
        .SelectMany((language, bit) => language.Value.Split(' ').Distinct(StringComparer.Ordinal).Select(word => (Number: WordSequence.NumberOf(word), Bit: 1UL << 8 * bit)))
        .GroupBy(word => word.Number).ToDictionary(word => word.Key, word => word.Aggregate(0UL, (sum, language) => sum + language.Bit)));

    private readonly string _wanted;

    /// <param name="language">A two-letter code (ISO 639-1) of <see cref="Languages"/>.</param>
    public LanguageGate(string language = "en")
    {
        _wanted = Commonest.ContainsKey(language) ? language : throw new ArgumentException($"'{language}' is no language that can be told; these can: {string.Join(", ", Languages)}.", nameof(language));
    }

    /// <summary>The languages that can be told apart.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. Commonest.Keys.Order(StringComparer.Ordinal)];

    public string Name => "language";

    public string? Check(GatedItem item)
    {
        var words = item.TaughtWords;
        if (words.Count < LeastWords)
        {
            return null;
        }

        Span<int> counts = stackalloc int[Commonest.Count];
        counts.Clear();
        for (var i = 0; i < words.Count; i += byte.MaxValue)
        {
            Add(words.Words.Slice(i, Math.Min(byte.MaxValue, words.Count - i)), counts);
        }

        var (best, most) = ("", 0);
        foreach (var (language, count) in Commonest.Keys.Zip(counts.ToArray()))
        {
            (best, most) = count > most ? (language, count) : (best, most);
        }

        return string.Equals(best, _wanted, StringComparison.Ordinal) && most >= LeastShare * words.Count ? null
            : most >= LeastShare * words.Count ? $"It is written in '{best}', and '{_wanted}' is wanted." : $"It is in no language that can be told, and '{_wanted}' is wanted.";
    }

    // No more words at once than a byte can count.
    private static void Add(ReadOnlySpan<ulong> words, Span<int> counts)
    {
        var sums = Vector256<ulong>.Zero;
        foreach (var word in words)
        {
            sums += Words.Lanes(word);
        }

        for (var language = 0; language < counts.Length; language++)
        {
            counts[language] += (int)Vector256.Sum(sums >> 8 * language & Vector256.Create((ulong)byte.MaxValue));
        }
    }
}
