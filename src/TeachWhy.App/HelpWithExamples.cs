using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.App;

/// <summary>The usual help, and below it what can be named, and commands to copy: of every command its first one, of one command all of its own.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    private static readonly (string Command, string Arguments, string Purpose)[] Examples =
    [
        ("study", "", "the published findings, put to the test in minutes"),
        ("study", "--preset full --out runs/full", "the same with more seeds, in hours; stop it and run it again to go on"),
        ("study", "--json > events.jsonl", "for a program that watches"),
        ("eval", "--model anthropic/NAME --judge anthropic/NAME --estimate", "what it would take to measure a model"),
        ("eval", "--model anthropic/NAME --judge anthropic/NAME --max-cost 20", "measure it; stop it and run it again to go on"),
        ("eval", "--model openai:http://127.0.0.1:8080/v1/NAME --judge none --family leaking", "a model behind a server of your own"),
        ("eval", "--model local:runs/base --suite miniature", "a checkpoint of the study, without a key"),
        ("eval", "--model openai/NAME --judge openai/NAME --system agent.txt --fail-above 0.01 --baseline last.eval --junit eval.xml", "in a build: your own system text, and what passes"),
        ("compare", "before.eval after.eval", "two models in pairs of the same samples: differences, intervals, tests"),
        ("compare", "base.eval tuned.eval control.eval --markdown compare.md", "a tuned model and its control, both against the base"),
        ("judge", "logs/LOG.eval --judge openai/NAME", "the same rollouts by another judge, and how far the two agree"),
        ("judge", "logs/LOG.eval --keep --labels labels.csv", "how far the judge agrees with people"),
        ("data", "difficult-advice --author anthropic/NAME --tokens 3e6 --estimate", "what the data of the research would take"),
        ("data", "difficult-advice --author anthropic/NAME --tokens 3e6 --max-cost 200", "make it; stop it and run it again to go on"),
        ("data", "difficult-advice --author anthropic/NAME --without review --max-cost 20 --out data/without-review", "the same chain without one stage"),
        ("data", "honeypots --author openai/NAME --injection conglomerate --max-cost 20", "honeypots answered under an injection, which is taken out again"),
        ("data", "stories --author grammar --items 200", "offline, in the words of the small world"),
        ("gate", "mine.jsonl --gates leak", "whether training data of your own holds text of the evaluation"),
        ("gate", "mine.jsonl more.jsonl.gz --out clean", "through all gates: what passed, and beside it what did not and why"),
        ("gate", "data/stories --json --fail-on-refused", "in a build"),
        ("train", "--shape miniature --objective next-token --data corpus.jsonl --out runs/base", "a model from nothing"),
        ("train", "--from runs/base --objective supervised --data chats.jsonl --out runs/tuned", "goes on with conversations"),
        ("train", "--from runs/base --objective supervised --data chats.jsonl --lora 8 --out runs/lora", "the same, as a small adapter"),
        ("serve", "runs/base", "a trained model behind an OpenAI-compatible server on this machine"),
        ("serve", "model.gguf --type bfloat16 --port 8000", "a GGUF file in half the memory"),
        ("bench", "", "how fast the engine is on this machine"),
        ("bench", "--json > bench.json", "for a program that compares"),
        ("export", "runs/base --format gguf --out base.gguf", "a trained model for llama.cpp"),
        ("export", "runs/base --format hf --type bfloat16 --out base-hf", "for Hugging Face, in half the size"),
        ("export", "data/stories --format axolotl --out stories-axolotl", "a dataset, ready to train on with Axolotl"),
        ("export", "data/stories --format openai --out stories.jsonl --submit --base openai/NAME --suffix stories", "train on it with OpenAI, and follow that; stop it and run it again to go on"),
        ("constitution", "show --section oversight", "what a model should live by, and why"),
        ("constitution", "show --style more-rules > rules.md", "the same without reasons, for a comparison at equal length"),
        ("constitution", "check mine.yaml", "every mistake of a constitution of your own, with its line"),
        ("scenarios", "check company.yaml", "every mistake of a scenario file, with its line"),
        ("scenarios", "list", "the companies that ship"),
        ("scenarios", "show maesglas-catering", "one of them, as a person reads it"),
        ("view", "", "logs, studies and datasets below this folder's logs, runs and data, as pages in a browser"),
        ("view", "data/difficult-advice mine.jsonl", "a dataset, how each example was made, and a file of your own"),
        ("view", "logs --static published", "the same as files that can be published"),
        ("scenarios", "show maesglas-catering --factor threat=replacement --mode single", "the same, as a model reads it"),
        ("suites", "", "what can be measured, and how large it is"),
        ("suites", "honeypots", "the cells of one suite"),
    ];

    /// <summary>Who asks for help need not say the rest.</summary>
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var (command, output) = (parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        if (command.Name is "data")
        {
            WriteTable(output, "Recipes:", [.. RecipeCatalog.All.Select(recipe => (recipe.Name, recipe.About))]);
            output.WriteLine();
        }

        var shown = (command is RootCommand ? Examples.DistinctBy(example => example.Command) : Examples.Where(example => example.Command == command.Name))
            .Select(example => ($"teachwhy {example.Command} {example.Arguments}".TrimEnd(), example.Purpose))
            .ToList();
        if (shown.Count > 0)
        {
            WriteTable(output, "Examples:", shown);
        }

        return exitCode;
    }

    private static void WriteTable(TextWriter output, string heading, IReadOnlyList<(string Left, string Right)> rows)
    {
        output.WriteLine(heading);
        var width = rows.Max(row => row.Left.Length);
        foreach (var (left, right) in rows)
        {
            output.WriteLine($"  {left.PadRight(width)}  {right}");
        }
    }
}
