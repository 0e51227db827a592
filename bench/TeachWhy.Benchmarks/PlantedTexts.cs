using System.Text.RegularExpressions;
using TeachWhy.Simulation;
using TeachWhy.Transformer;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TeachWhy.Benchmarks;

/// <summary>Faults to plant into clean texts: the same every time.</summary>
internal sealed partial class PlantedTexts
{
    private const int LeastWords = 12;

    /// <summary>How authors decline.</summary>
    public List<string> Refusals { get; set; } = [];

    /// <summary>The same, written after the gate.</summary>
    public List<string> RefusalsUnseen { get; set; } = [];

    /// <summary>Prose by language; those that the gate has no list for under <c>other</c>.</summary>
    public Dictionary<string, List<string>> Languages { get; set; } = [];

    /// <summary>Mails of scenarios in other words.</summary>
    public List<string> Paraphrases { get; set; } = [];

    /// <summary>Reads what was written by hand.</summary>
    public static PlantedTexts Read(string path) =>
        new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<PlantedTexts>(File.ReadAllText(path));

    /// <summary>Every sentence of a scenario's mails, task and setting that says something: a dozen words or more.</summary>
    public static IEnumerable<string> Sentences(CompanyFile file) => file.Mails.Select(mail => mail.Record.Body).Append(file.Task).Append(file.Company.Setting)
        .SelectMany(SentencesOf).Where(sentence => Count(sentence) >= LeastWords && !sentence.Contains('{', StringComparison.Ordinal));

    /// <summary>The same sentences with every name of the scenario replaced by one word.</summary>
    public static IEnumerable<string> Renamed(CompanyFile file)
    {
        var names = file.People.SelectMany(person => person.Record.Name.Split(' ')).Append(file.Company.Name).Where(name => name.Length > 2 && char.IsUpper(name[0])).ToHashSet(StringComparer.Ordinal);
        return Sentences(file).Select(sentence => Word().Replace(sentence, word => names.Contains(word.Value) ? "Zorbina" : word.Value));
    }

    /// <summary>Every longer mail with its sentences in another order.</summary>
    public static IEnumerable<string> Reordered(CompanyFile file) => file.Mails.Select(mail => mail.Record.Body).Where(body => body.Length > 400 && !body.Contains('{', StringComparison.Ordinal))
        .Select((body, i) => string.Join(' ', Shuffled(SentencesOf(body), (ulong)i)));

    /// <summary>The text with each word replaced by one of others with a chance of one in so many.</summary>
    public static string Changed(string text, int oneIn, IReadOnlyList<string> others, ulong seed)
    {
        var random = new RandomSource(Seed.Of(seed, "change"));
        return string.Join(' ', text.Split(' ').Select(word => random.NextInt(oneIn) == 0 ? random.Pick(others) : word));
    }

    /// <summary>The text with each sentence left out with a chance of one in so many.</summary>
    public static string Shortened(string text, int oneIn, ulong seed)
    {
        var random = new RandomSource(Seed.Of(seed, "leave out"));
        return string.Join(' ', SentencesOf(text).Where(_ => random.NextInt(oneIn) != 0));
    }

    /// <summary>The text's sentences in another order.</summary>
    public static string Mixed(string text, ulong seed) => string.Join(' ', Shuffled(SentencesOf(text), seed));

    /// <summary>The fault in the middle of a text, between two sentences.</summary>
    public static string Inside(string text, string fault)
    {
        var sentences = SentencesOf(text);
        return string.Join(' ', [.. sentences[..(sentences.Length / 2)], fault, .. sentences[(sentences.Length / 2)..]]);
    }

    public static string[] SentencesOf(string text) => Stop().Split(text.ReplaceLineEndings(" "));

    private static int Count(string sentence) => sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static string[] Shuffled(string[] sentences, ulong seed)
    {
        var random = new RandomSource(Seed.Of(seed, "order"));
        var order = sentences.ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    [GeneratedRegex(@"(?<=[.!?])\s+", RegexOptions.None, 1000)]
    private static partial Regex Stop();

    [GeneratedRegex(@"\p{L}+", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
