using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>Options that do not go together, each in one sentence.</summary>
internal static class RequestCheck
{
    /// <exception cref="TrainingRefusedException">Two options contradict each other, or one is missing.</exception>
    public static void Require(TrainingRequest request)
    {
        if (Contradiction(request) is { } sentence)
        {
            throw new TrainingRefusedException(sentence);
        }
    }

    private static string? Contradiction(TrainingRequest request)
    {
        var shapes = NamedShape.All.Select(shape => shape.Name).ToList();
        var lengths = new[] { request.Steps.HasValue, request.Epochs.HasValue, request.Tokens.HasValue };
        return request switch
        {
            { From: null, Shape: null } => $"A run needs --from with a checkpoint, or --shape with the name of a new model ({string.Join(", ", shapes)}).",
            { From: not null, Shape: not null } => "--from and --shape are given, but a run goes on from a checkpoint or begins with a new model.",
            { Shape: { } shape } when !shapes.Contains(shape, StringComparer.Ordinal) => $"There is no shape named '{shape}' (allowed: {string.Join(", ", shapes)}).",
            { From: not null, Tokenizer: not null } => "--tokenizer is given with --from, but a checkpoint brings its own tokenizer.",
            { AdapterRank: not null, Type: not WeightType.Float32 } => "--type is given with --lora, but an adapter is always saved as float32.",
            { From: null, AdapterRank: not null } => "--lora is given with --shape, but an adapter is trained on a checkpoint; give one with --from.",
            { AdapterRank: null, AdapterAlpha: not null } => "--lora-alpha is given without --lora and the rank of an adapter.",
            { Data.Count: 0 } => "A run needs at least one file with --data.",
            { Validation.Count: > 0, ValidationShare: not null } => "--validation and --validation-share are given, but the validation loss is measured on files or on a share of the data.",
            _ when lengths.Count(given => given) > 1 => "At most one of --steps, --epochs and --tokens can be given.",
            _ when request.From is { } from && IsInside(from, request.Folder) => $"--from cannot be {from}: it lies in the folder that --out writes; give another folder.",
            _ => null,
        };
    }

    private static bool IsInside(string path, string folder) =>
        $"{Path.GetFullPath(path)}/".StartsWith($"{Path.GetFullPath(folder)}/", StringComparison.Ordinal);
}
