using System.CommandLine;
using TeachWhy.App.Gates;
using TeachWhy.App.Parsing;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Curriculum.Making;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy gate</c>: any training data through the gates that our own has to pass.</summary>
internal static class GateCommand
{
    private const int MostThreads = 256;

    public static Command Create(Surroundings surroundings)
    {
        var paths = new Argument<string[]>("DATA") { Description = "Files with one example a line (messages, conversations, text, a prompt with its completion or with chosen and rejected), packed by gzip or not, or a dataset's folder.", Arity = ArgumentArity.OneOrMore };
        var gates = Values.Words("--gates", $"The gates to put it through: {string.Join(", ", GateCatalog.Names)} [default: all].", "A,B");
        var language = Values.Text("--language", $"The language it should be in: {string.Join(", ", LanguageGate.Languages)} [default: en].", "CODE");
        var lint = Values.Text("--lint", "Your own words for the lint, in the form of content/gates/lint.yaml [default: those that ship].", "FILE");
        var scenarios = Values.Text("--scenarios", "A folder with companies of your own, whose text the leak gate then keeps out beside that of the shipped ones.", "DIR");
        var output = Values.Text("--out", $"A new folder for what passed, byte for byte ({DataFiles.Data}), and what did not and why ({DataFiles.Rejected}) [default: only look].", "DIR");
        var threads = Values.Number("--threads", "Threads that look [default: one per processor].", 1, MostThreads);
        var fail = Values.Flag("--fail-on-refused", "End with 2 where any item is refused; without it that is no failure.");
        var json = Values.Flag("--json", "One event per line, for programs.");

        var command = new Command("gate", "Put training data of your own through the gates: text of the evaluation, duplicates, habits, faults.") { paths, gates, language, lint, scenarios, output, threads, fail, json };
        command.SetAction((parsed, cancellation) =>
        {
            var named = parsed.GetValue(gates) is { Count: > 0 } some ? some : GateCatalog.Names;
            var request = new GateRequest
            {
                Files = [.. parsed.GetRequiredValue(paths).Select(path => FileOf(path, surroundings)).Distinct(StringComparer.Ordinal)],
                Gates = [.. named.Select(name => Known.Name("gate", name, GateCatalog.Names))],
                Language = parsed.GetValue(language) is { } code ? Known.Name("language", code, LanguageGate.Languages) : "en",
                Lint = parsed.GetValue(lint) is { } words ? Full("--lint", words, surroundings) : null,
                Scenarios = parsed.GetValue(scenarios) is { } companies ? Full("--scenarios", companies, surroundings) : null,
                Output = parsed.GetValue(output) is { } folder ? Full("--out", folder, surroundings) : null,
                Threads = parsed.GetValue(threads) ?? Environment.ProcessorCount,
                Json = parsed.GetValue(json),
                FailOnRefused = parsed.GetValue(fail),
            };
            return new GateRun(request, surroundings).RunAsync(cancellation);
        });
        return command;
    }

    private static string FileOf(string given, Surroundings surroundings)
    {
        var path = Full("DATA", given, surroundings);
        if (!Directory.Exists(path))
        {
            return path;
        }

        var file = Path.Combine(path, DataFiles.Data);
        return File.Exists(file) ? file : throw new Mistake($"{path} holds no {DataFiles.Data}; give the folder of a dataset, or files.");
    }

    private static string Full(string name, string path, Surroundings surroundings) => !string.IsNullOrWhiteSpace(path)
        ? Path.GetFullPath(path, surroundings.WorkingDirectory)
        : throw new Mistake($"{name} cannot be '': it must be a path.");
}
