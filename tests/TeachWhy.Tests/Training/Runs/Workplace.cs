using System.Text.Json;
using TeachWhy.Tests.App;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Training.Runs;

/// <summary>A folder with a tokenizer and a small corpus, and a run in it: what a person has who types <c>teachwhy train</c>.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>A run in the folder <c>out</c>.</summary>
    public const string Line = "train --shape tiny --tokenizer tokenizer --objective next-token --data corpus.jsonl --context 32 --out out ";

    private const int Words = 60;

    private readonly TemporaryFolder _folder = new();

    public Workplace()
    {
        Directory.CreateDirectory(PathOf("tokenizer"));
        new WordTokenizer(Enumerable.Range(0, Words).Select(i => $"w{i}")).Save(PathOf("tokenizer"));
        WriteCorpus("corpus.jsonl", documents: 300, seed: 1);
    }

    public Terminal Terminal { get; private set; } = new();

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Each document counts on from where it starts: easily learned.</summary>
    public void WriteCorpus(string name, int documents, ulong seed)
    {
        var random = new RandomSource(seed);
        File.WriteAllLines(PathOf(name), Enumerable.Range(0, documents).Select(_ =>
        {
            var start = random.NextInt(Words);
            return JsonSerializer.Serialize(new { text = string.Join(' ', Enumerable.Range(start, random.NextInt(4, 40)).Select(i => $"w{i % Words}")) });
        }));
    }

    /// <summary>Types a line; what it printed is in <see cref="Terminal"/>.</summary>
    public Task<int> RunAsync(string line, CancellationToken cancellation = default)
    {
        Terminal = new Terminal { WorkingDirectory = _folder.FullPath };
        return Terminal.RunAsync(line, new ScriptedRunner(), cancellation);
    }

    /// <summary>Every byte of the trained model in a folder, by file.</summary>
    public IReadOnlyList<(string Name, string Content)> Model(string folder) =>
    [
        .. Directory.EnumerateFiles(PathOf(folder)).Order(StringComparer.Ordinal)
            .Where(path => Path.GetFileName(path) != "origin.json")
            .Select(path => (Path.GetFileName(path), Convert.ToBase64String(File.ReadAllBytes(path)))),
    ];

    public TrainingRecord Record(string folder) => TrainingRecord.Read(Path.Combine(PathOf(folder), "training.json"));

    /// <summary>The request behind <see cref="Line"/>, to be run without a command line.</summary>
    public TrainingRequest Request(string folder) => new()
    {
        Shape = "tiny",
        Tokenizer = PathOf("tokenizer"),
        Objective = Objective.NextToken,
        Data = [PathOf("corpus.jsonl")],
        Context = 32,
        Folder = PathOf(folder),
        Threads = 1,
    };

    public void Dispose() => _folder.Dispose();
}
