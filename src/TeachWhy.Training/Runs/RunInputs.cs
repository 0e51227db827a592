using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>One thing that decides what a run makes.</summary>
/// <param name="Name">The option it came by.</param>
/// <param name="Value">As a person would give it.</param>
/// <param name="Hash">SHA-256 of the file's content; null for what is no file.</param>
public sealed record RunInput(string Name, string Value, string? Hash = null);

/// <summary>Everything that decides what a run makes. The same inputs give the same bytes; others need another folder.</summary>
public static class RunInputs
{
    private const string Default = "(default)";

    /// <exception cref="TrainingDataException">A file cannot be read.</exception>
    /// <exception cref="TrainingRefusedException">There is no such checkpoint or tokenizer.</exception>
    public static IReadOnlyList<RunInput> Of(TrainingRequest request, string version, CancellationToken cancellation)
    {
        return
        [
            new("version", version),
            new("--objective", request.Objective == Objective.NextToken ? "next-token" : "supervised"),
            new("--shape", request.Shape ?? Default),
            .. Files("--from", request.From),
            .. request.Data.SelectMany(file => Files("--data", file)),
            .. request.Validation.SelectMany(file => Files("--validation", file)),
            new("--validation-share", Text(request.ValidationShare)),
            .. Files("--tokenizer", request.Tokenizer),
            new("--vocabulary", Text(request.Vocabulary)),
            .. Files("--template", request.Template),
            new("--lora", Text(request.AdapterRank)),
            new("--lora-alpha", Text(request.AdapterAlpha)),
            new("--steps", Text(request.Steps)),
            new("--epochs", Text(request.Epochs)),
            new("--tokens", Text(request.Tokens)),
            new("--batch-tokens", Text(request.BatchTokens)),
            new("--context", Text(request.Context)),
            new("--truncate", Text(request.Truncate)),
            new("--type", Text(request.Type)),
            new("--learning-rate", Text(request.LearningRate)),
            new("--schedule", request.Schedule == ScheduleShape.Linear ? "linear" : "cosine"),
            new("--warmup", Text(request.Warmup)),
            new("--weight-decay", Text(request.WeightDecay)),
            new("--clip", request.Clip is null ? "0" : Text(request.Clip)),
            new("--seed", Text(request.Seed)),
            new("--evaluate-every", Text(request.EvaluateEvery)),
        ];

        IEnumerable<RunInput> Files(string option, string? path) => path is null
            ? [new(option, Default)]
            : FilesOf(option, path).Select(file => new RunInput(option, Path.GetFileName(file), HashOf(file, cancellation)));
    }

    /// <summary>One hash of all files that came by an option.</summary>
    public static string HashOf(IEnumerable<RunInput> inputs, string option) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', inputs.Where(input => input.Name == option).Select(input => input.Hash)))));

    /// <summary>The first difference as a sentence's beginning; null where there is none.</summary>
    public static string? Difference(IReadOnlyList<RunInput> begun, IReadOnlyList<RunInput> now)
    {
        foreach (var name in begun.Concat(now).Select(input => input.Name).Distinct(StringComparer.Ordinal))
        {
            var (before, after) = (Named(begun), Named(now));
            if (before.SequenceEqual(after))
            {
                continue;
            }
            var changed = before.Zip(after).FirstOrDefault(pair => pair.First.Value == pair.Second.Value && pair.First.Hash != pair.Second.Hash);
            return changed.Second is { } file && before.Select(input => input.Value).SequenceEqual(after.Select(input => input.Value))
                ? $"was begun with another content of {file.Value} ({name})"
                : $"was begun with {name} {Values(before)}, not {Values(after)}";

            List<RunInput> Named(IEnumerable<RunInput> inputs) => [.. inputs.Where(input => input.Name == name)];
        }
        return null;

        static string Values(IReadOnlyList<RunInput> inputs) => inputs.Count == 0 ? Default : string.Join(' ', inputs.Select(input => input.Value));
    }

    private static IEnumerable<string> FilesOf(string option, string path) => (option, Directory.Exists(path), File.Exists(path)) switch
    {
        ("--from" or "--tokenizer", true, _) => Directory.EnumerateFiles(Checkpoint.InRun(path)).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal),
        ("--from" or "--tokenizer", _, false) => throw new TrainingRefusedException($"{option} cannot be {path}: there is no such file or folder."),
        _ => [path],
    };

    private static string HashOf(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 20];
            for (var count = file.Read(buffer); count > 0; count = file.Read(buffer))
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, count);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw JsonLinesFile.Unreadable(path, failure);
        }
    }

    private static string Text(object? value) => value is null ? Default : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
