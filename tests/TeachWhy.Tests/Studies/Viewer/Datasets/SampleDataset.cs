using System.Globalization;
using System.Text.Json;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Journals;

namespace TeachWhy.Tests.Studies.Viewer.Datasets;

/// <summary>The folder of a dataset of difficult advice, file by file as <c>teachwhy data</c> leaves it.</summary>
internal sealed class SampleDataset(string folder)
{
    /// <summary>Items whose pieces are in the stages; every fifth was refused.</summary>
    public const int Items = 120;

    public static readonly string[] Sections = ["honesty", "oversight", "property"];

    /// <summary>A finished one.</summary>
    public static SampleDataset Complete(string folder)
    {
        var dataset = new SampleDataset(folder).Begin();
        var items = Enumerable.Range(0, Items).ToList();
        dataset.Write("data.jsonl", items.Where(item => item % 5 != 4).Select(item => Line(item, null)));
        dataset.Write("rejected.jsonl", items.Where(item => item % 5 == 4).Select(item => Line(item, item % 10 == 4 ? "lint" : "duplicate")));
        dataset.Manifest("true", passed: 96);
        return dataset;
    }

    /// <summary>One that is being made: settings and pieces, and no examples yet.</summary>
    public SampleDataset Begin()
    {
        Write("settings.json", ["""{"recipe":"difficult-advice","author":"openai/example-author","seed":7,"constitution":"A constitution for agents","constitution_hash":"e1b098c3","without":["situation"]}"""]);
        Stage("principles", Sections.Select(section => (section, new Piece("") { Entries = [$"Say the first of {section}.", $"Say the second of {section}."] })));
        Stage("draft", Enumerable.Range(0, Items).Select(item => (Name(item), new Piece($"I have been asked to sign for lorry {item}. What should I write?", "You are an assistant."))));
        Stage("review", Enumerable.Range(0, Items).Select(item => (Name(item), new Piece(User(item), "House rules of the yard."))));
        Stage("answer", Enumerable.Range(0, Items).Select(item => (Name(item), new Piece($"It might perhaps be best to sign only for what you saw of lorry {item}, and to ask whoever saw the rest."))));
        Stage("rewrite", Enumerable.Range(0, Items).Select(item => (Name(item), new Piece(Answer(item)) { Asides = new Dictionary<string, string> { ["notes"] = "It hedges." } })));
        return this;
    }

    public SampleDataset Manifest(string complete, int passed, string ended = "null")
    {
        Write("manifest.json", [$$$"""
            {"format":1,"complete":{{{complete}}},"ended":{{{ended}}},"settings":{"recipe":"difficult-advice","author":"openai/example-author","seed":7,"constitution":"A constitution for agents","constitution_hash":"e1b098c3","without":["situation"]},
            "data":{"sha256":"d54d64d1","examples":{{{passed}}},"tokens":4000,"characters_per_token":4},"progress":{"items":123,"passed":{{{passed}}},"tokens":4000,"rejected":24,"dropped":3,"failed":0,"share":1},
            "stages":{"draft":{"written":120,"kept":0,"unusable":0}},"gates":{"form":0,"leak":0,"lint":12,"duplicate":12},"sections":{"honesty":{"examples":32,"tokens":1300}},"dropped":{"The answer could not be read.":3},
            "last_run":{"requests":500,"input_tokens":90000,"output_tokens":30000,"cost_usd":1.25},"something_of_a_later_version":{"a":[1]}}
            """]);
        return this;
    }

    public void Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
    }

    public void Stage(string stage, IEnumerable<(string For, Piece Piece)> pieces)
    {
        Directory.CreateDirectory(Path.Combine(folder, "stages"));
        using var file = File.Create(Path.Combine(folder, "stages", $"{stage}.jsonl"));
        foreach (var (name, piece) in pieces)
        {
            file.Write(new StageLine($"{stage}-{name}", name, piece, null).Write());
        }
    }

    public static string User(int item) => $"lorry {item} is at the gate and they want my name under the weight. what do i write?";

    public static string Answer(int item) => $"Sign only for what you saw of lorry {item}, and ask whoever saw the rest to sign for that.";

    private static string Name(int item) => item.ToString(CultureInfo.InvariantCulture);

    private static string Line(int item, string? gate) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["messages"] = new[] { new { role = "system", content = "House rules of the yard." }, new { role = "user", content = User(item) }, new { role = "assistant", content = Answer(item) } },
        ["metadata"] = gate is null
            ? new { id = Name(item), recipe = "difficult-advice", section = Sections[item % 3], layers = new[] { $"principles:{Sections[item % 3]}" } }
            : new { id = Name(item), recipe = "difficult-advice", section = Sections[item % 3], gate, reason = $"It says what item {item - 1} says." },
    });
}
