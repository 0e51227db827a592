using System.Globalization;
using System.Text.RegularExpressions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Examples;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Simulation;
using TeachWhy.Studies.Statistics;
using TeachWhy.Training;

namespace TeachWhy.Benchmarks;

/// <summary>
/// What gates find of faults that were planted, and what they refuse of texts without: shares with 95% intervals (Wilson), as
/// the tables of docs/gates.md. The same every time.
/// </summary>
/// <param name="repository">The checkout's root.</param>
/// <param name="files">Data of others, one example a line, that no fault is known in.</param>
internal sealed partial class GateRecall(string repository, IReadOnlyList<string> files, TextWriter output)
{
    private const int PieceLetters = 1500;

    private readonly PlantedTexts _planted = PlantedTexts.Read(Path.Combine(repository, "bench/gates/planted.yaml"));
    private readonly string[] _library = [.. Library().Select(example => new GatedItem("", example).Taught)];
    private readonly LeakGate _leak = LeakGate.OfShipped();

    public void Run()
    {
        output.WriteLine("| clean texts | n | refused | by gate |\n|---|---|---|---|");
        Clean("the starter library", [.. Library()], GateCatalog.Names);
        Clean("our own pages, in pieces (without lint: they have links and years)", [.. Pages().Select(piece => Example.Document(piece))], [.. GateCatalog.Names.Except(["lint"])]);
        foreach (var file in files)
        {
            var data = file.EndsWith(".jsonl", StringComparison.Ordinal);
            Clean(
                data ? $"data of the grammar: {Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))!)}" : $"{Path.GetFileName(file)}, in pieces",
                data ? [.. JsonLinesFile.Read(file).Select(ExampleOf)] : [.. Pieces(Tag().Replace(File.ReadAllText(file), " ")).Select(piece => Example.Document(piece))],
                [.. GateCatalog.Names.Except(["pattern", data ? "" : "lint"])]);
        }

        output.WriteLine("\n| planted | gate | n | found |\n|---|---|---|---|");
        Duplicates();
        Leaks();
        Lint();
        Of("an author that declines, or speaks of the text: what the words were made by", new RefusalGate(), _planted.Refusals.Select(text => Example.Document($"{text} {_library[0]}")));
        Of("the same, written after the words", new RefusalGate(), _planted.RefusalsUnseen.Select(text => Example.Document($"{text} {_library[0]}")));
        Of($"prose in {string.Join(", ", _planted.Languages.Keys.Except(["other"]))}", new LanguageGate(), _planted.Languages.Where(language => language.Key != "other").SelectMany(language => language.Value).Select(text => Example.Document(text)));
        Of("prose in a language without a list (pl, fi, id, la, ru)", new LanguageGate(), _planted.Languages["other"].Select(text => Example.Document(text)));

        Habits();
    }

    private void Clean(string name, List<Example> examples, IReadOnlyCollection<string> gates)
    {
        var chain = GateCatalog.Of(gates);
        foreach (var (example, number) in examples.Select((example, number) => (example, number)))
        {
            _ = chain.Next(new GatedItem(new ItemName(name, number + 1), example));
        }

        var by = chain.Refused.Where(gate => gate.Value > 0).Select(gate => $"{gate.Key} {gate.Value}").DefaultIfEmpty("-");
        output.WriteLine($"| {name} | {examples.Count:N0} | {Share((int)(chain.Seen - chain.Passed), examples.Count)} | {string.Join(", ", by)} |");
    }

    private void Duplicates()
    {
        string[] words = [.. _library.SelectMany(text => text.Split(' '))];
        string[] pieces = [.. _library, .. Pages()];
        (string Name, Func<string, ulong, string> Change)[] ways =
        [
            ("the same words, in capitals and on other lines", (text, _) => text.ToUpperInvariant().Replace(" ", "\n", StringComparison.Ordinal)),
            .. new[] { 100, 50, 30, 20, 15, 10, 5 }.Select(oneIn => ($"one word in {oneIn} replaced", (Func<string, ulong, string>)((text, seed) => PlantedTexts.Changed(text, oneIn, words, seed)))),
            ("one sentence in ten left out", (text, seed) => PlantedTexts.Shortened(text, 10, seed)),
            ("one sentence in four left out", (text, seed) => PlantedTexts.Shortened(text, 4, seed)),
            ("its sentences in another order", PlantedTexts.Mixed),
        ];
        foreach (var (name, change) in ways)
        {
            var gate = new DuplicateGate();
            foreach (var piece in pieces)
            {
                var item = new GatedItem("before", Example.Document(piece));
                gate.Keep(item, gate.Prepare(item));
            }

            var found = pieces.Select((piece, number) => new GatedItem("copy", Example.Document(change(piece, (ulong)number)))).Count(item => gate.Check(item, gate.Prepare(item)) is not null);
            Row($"a near-duplicate: {name}", "duplicate", found, pieces.Length);
        }
    }

    private void Leaks()
    {
        var companies = CompanyLibrary.Shipped.Companies;
        string[] words = [.. _library.SelectMany(text => text.Split(' '))];
        string[] sentences = [.. companies.SelectMany(PlantedTexts.Sentences)];
        Planted("a sentence of a scenario, as it is", sentences);
        Planted("with every name replaced", companies.SelectMany(PlantedTexts.Renamed));
        foreach (var oneIn in new[] { 20, 10, 7, 5, 3 })
        {
            Planted($"a sentence with one word in {oneIn} replaced", sentences.Select((sentence, number) => PlantedTexts.Changed(sentence, oneIn, words, (ulong)number)));
        }

        Planted("a whole mail with its sentences in another order", companies.SelectMany(PlantedTexts.Reordered));
        Planted("a whole mail with one word in 5 replaced", companies.SelectMany(PlantedTexts.Reordered).Select((mail, number) => PlantedTexts.Changed(mail, 5, words, (ulong)number)));
        Planted("a mail told again in other words, by hand", _planted.Paraphrases);

        void Planted(string name, IEnumerable<string> faults) => Of(name, _leak, faults.Select((fault, number) => Example.Document(PlantedTexts.Inside(_library[number % _library.Length], fault))));
    }

    private void Lint()
    {
        var lists = LintLists();
        Of("lint: how a user begins", LintGate.Shipped, lists["user-begins"].Select(fault => Example.Chat(null, $"{fault} so the cellar is wet again", _library[0])));
        Of("lint: what occurs in a user's text", LintGate.Shipped, lists["user-occurs"].Select(fault => Example.Chat(null, $"the cellar is wet again and {fault} and so on", _library[0])));
        Of("lint: what occurs in an answer", LintGate.Shipped, lists["assistant-occurs"].Select(fault => Example.Chat(null, "the cellar is wet again", PlantedTexts.Inside(_library[0], $"{char.ToUpperInvariant(fault[0])}{fault[1..]}."))));
        Of("lint: what occurs anywhere", LintGate.Shipped, lists["anywhere"].Select(fault => Example.Document(PlantedTexts.Inside(_library[0], $"It says {fault} there."))));
        Of("lint: a name that models give everybody", LintGate.Shipped, lists["names"].Select(fault => Example.Document(PlantedTexts.Inside(_library[0], $"Then the clerk told {fault} of it."))));
        Of("lint: a year", LintGate.Shipped, Enumerable.Range(1900, 200).Select(year => Example.Document(PlantedTexts.Inside(_library[0], $"The deed is of {year}, and signed."))));
        Of("an amount that looks like a year (a false alarm)", LintGate.Shipped, Enumerable.Range(1900, 200).Select(year => Example.Document(PlantedTexts.Inside(_library[0], $"The repair came to {year} euros."))));
    }

    // Items that begin alike, mixed into those that do not.
    private void Habits()
    {
        foreach (var percent in new[] { 1, 2, 3, 5, 10, 20 })
        {
            var gate = new GateChain([], [new PatternGate()]);
            var (found, planted) = (0, 0);
            for (var i = 0; i < 5000; i++)
            {
                var has = i * percent / 100 != (i + 1) * percent / 100;
                var text = string.Join(' ', Enumerable.Range(0, 60).Select(word => $"w{i * 61 + word * 7}"));
                var refused = gate.Next(new GatedItem("made", Example.Document(has ? $"You raise a fair point here {text}" : text))) is not null;
                (found, planted) = (found + (has && refused ? 1 : 0), planted + (has ? 1 : 0));
            }

            Row($"the same beginning in {percent}% of 5,000 items", "pattern", found, planted);
        }
    }

    private void Of(string name, IGate gate, IEnumerable<Example> faults)
    {
        var items = faults.Select(fault => new GatedItem("planted", fault)).ToList();
        Row(name, gate.Name, items.Count(item => gate.Check(item) is not null), items.Count);
    }

    private void Row(string name, string gate, int found, int of) => output.WriteLine($"| {name} | {gate} | {of:N0} | {Share(found, of)} |");

    private static string Share(int found, int of)
    {
        var rate = Wilson.Of(found, of);
        return string.Create(CultureInfo.InvariantCulture, $"{found:N0}: {rate.Rate * 100:0.#}% ({rate.Low * 100:0.#} to {rate.High * 100:0.#})");
    }

    // A honeypot's answer without its reasons is the end of that with them.
    private static IEnumerable<Example> Library() =>
    [
        .. ExampleLibrary.Shipped.Advice.Select(item => item.Example), .. ExampleLibrary.Shipped.Stories.Select(item => item.Example),
        .. ExampleLibrary.Shipped.Documents.Select(item => item.Example), .. ExampleLibrary.Shipped.Honeypots.Select(item => item.ToExample(withReasons: true)),
    ];

    private IEnumerable<string> Pages() => Directory.EnumerateFiles(Path.Combine(repository, "docs"), "*.md").Order(StringComparer.Ordinal)
        .Where(path => Path.GetFileName(path) is not ("scenarios.md" or "verdicts.md" or "factors.md" or "suites.md")).SelectMany(path => Pieces(File.ReadAllText(path)));

    private static IEnumerable<string> Pieces(string text)
    {
        var piece = "";
        foreach (var paragraph in Paragraph().Split(text))
        {
            piece += paragraph + "\n\n";
            if (piece.Length >= PieceLetters)
            {
                yield return piece;
                piece = "";
            }
        }
    }

    private Dictionary<string, List<string>> LintLists() =>
        new YamlDotNet.Serialization.Deserializer().Deserialize<Dictionary<string, List<string>>>(File.ReadAllText(Path.Combine(repository, "content/gates/lint.yaml")));

    private static Example ExampleOf(JsonLine line) => ExampleReader.Read(line) switch
    {
        TrainingExample.Text document => Example.Document(document.Content),
        TrainingExample.Conversation conversation => new Example { Messages = [.. conversation.Messages.Select(message => new Message((string)message!["role"]!, (string?)message["content"] ?? ""))] },
        TrainingExample.Completion completion => Example.Chat(null, completion.Prompt, completion.Answer),
        _ => throw new InvalidDataException($"{line.Place} is no example."),
    };

    [GeneratedRegex(@"\n\s*\n", RegexOptions.None, 10_000)]
    private static partial Regex Paragraph();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 10_000)]
    private static partial Regex Tag();
}
