using System.Globalization;
using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>What training needs to hold at once. Told before any work, because a machine that runs out kills without a word.</summary>
public static class TrainingMemory
{
    /// <summary>Logits of so many rows exist at once.</summary>
    private const int LogitRows = 48;

    /// <summary>
    /// Bytes, about: <c>4 · (parameters · (weights + packed twice) + learned · (gradient shards + two moments) + threads · activations)</c>.
    /// </summary>
    /// <param name="adapter">What learns in place of the model; null for the model itself.</param>
    public static long Needed(TransformerShape shape, int threads, int context, LowRankOptions? adapter = null)
    {
        var shards = new TrainingOptions { Steps = 1 }.GradientShards;
        var learned = Learned(shape, adapter);
        var numbers = shape.ParameterCount * 3 + learned * (shards + 2) + (adapter is null ? 0 : learned);
        return sizeof(float) * (numbers + Math.Min(threads, shards) * Activations(shape, context));
    }

    /// <summary>Numbers that learn.</summary>
    public static long Learned(TransformerShape shape, LowRankOptions? adapter) =>
        adapter is null ? shape.ParameterCount : LowRankParameters.Count(shape, adapter);

    /// <summary>As <see cref="Needed"/>.</summary>
    /// <param name="available">Bytes that are there.</param>
    /// <exception cref="TrainingRefusedException">There is less memory than that.</exception>
    public static long Require(TransformerShape shape, int threads, int context, LowRankOptions? adapter, long available)
    {
        var needed = Needed(shape, threads, context, adapter);
        if (needed > available)
        {
            throw new TrainingRefusedException(
                $"Training this model of {shape.ParameterCount.ToString("N0", CultureInfo.InvariantCulture)} parameters needs about {InWords(needed)} of memory " +
                $"and there are {InWords(available)}; take a smaller model, a smaller --context or fewer --threads.");
        }
        return needed;
    }

    private static long Activations(TransformerShape shape, long context)
    {
        var attended = (long)shape.Heads * shape.HeadSize;
        var queryKeyValue = attended + 2L * shape.KeyValueHeads * shape.HeadSize;
        var kept = context * (4L * shape.Channels + queryKeyValue + attended + 3L * shape.Hidden) + shape.Heads * context * context;
        var shared = context * (6L * shape.Channels + queryKeyValue + attended + 3L * shape.Hidden) + context * context;
        return shape.Layers * kept + shared + (long)LogitRows * shape.Vocabulary;
    }

    private static string InWords(long bytes) => bytes < 1 << 30
        ? $"{bytes >> 20} MiB"
        : (bytes / (double)(1 << 30)).ToString("0.0", CultureInfo.InvariantCulture) + " GiB";
}
