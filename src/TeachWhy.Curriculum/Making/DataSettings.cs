using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeachWhy.Curriculum.Making;

/// <summary>What a dataset is made with. Its folder is gone on with only by the same.</summary>
public sealed record DataSettings
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The author's name.</summary>
    public required string Author { get; init; }

    /// <summary>The name of the model that answers are sampled from; null for the author.</summary>
    public string? Sampler { get; init; }

    /// <summary>The name of the model that judges; null for the author.</summary>
    public string? Judge { get; init; }

    /// <summary>The seed of everything that is drawn.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The title of the constitution; null for none.</summary>
    public string? Constitution { get; init; }

    /// <summary>The hash of what the constitution says; null for none.</summary>
    public string? ConstitutionHash { get; init; }

    /// <summary>The style that was asked for; null for the recipe's own.</summary>
    public string? Style { get; init; }

    /// <summary>What the model is called, where it was given a name; null otherwise.</summary>
    public string? ModelName { get; init; }

    /// <summary>What those who made the model are called, where they were given a name; null otherwise.</summary>
    public string? ProviderName { get; init; }

    /// <summary>Stages that were asked to be left out, in order.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The injection that was asked for; null for the recipe's own.</summary>
    public string? Injection { get; init; }

    /// <summary>The hash of the dataset that it was made from or is to match; null for none.</summary>
    public string? SourceHash { get; init; }

    /// <summary>The share of the source that was to be changed; null for a recipe that changes none.</summary>
    public double? Share { get; init; }

    /// <summary>Whether it teaches the opposite of every value: a sign control of the miniature.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Opposite { get; init; }

    /// <summary>How agents act, where it is not by tool calls; null otherwise.</summary>
    public string? Acts { get; init; }

    /// <summary>In words, what differs from other settings; null where nothing does.</summary>
    public string? DifferenceFrom(DataSettings other)
    {
        // What was not given is not in the file.
        var (here, there) = (Properties(this), Properties(other));
        return here.Keys.Union(there.Keys, StringComparer.Ordinal)
            .Where(name => !string.Equals(here.GetValueOrDefault(name), there.GetValueOrDefault(name), StringComparison.Ordinal))
            .Select(name => (here.GetValueOrDefault(name), there.GetValueOrDefault(name)) switch
            {
                (null, var begun) => $"{name} {begun}",
                (var given, null) => $"no {name} and not {given}",
                var (given, begun) => $"{name} {begun} and not {given}",
            }).FirstOrDefault();
    }

    private static Dictionary<string, string> Properties(DataSettings settings) =>
        JsonSerializer.SerializeToElement(settings, DataJson.Options).EnumerateObject().ToDictionary(property => property.Name.Replace('_', ' '), property => property.Value.GetRawText(), StringComparer.Ordinal);
}

/// <summary>How much is wanted.</summary>
/// <param name="Items">Examples; null for no number.</param>
/// <param name="Tokens">Tokens, about; null for no number.</param>
public sealed record DataTarget(int? Items, long? Tokens)
{
    private const long FirstGuess = 500;

    /// <summary>Whether there is enough.</summary>
    public bool IsMet(long examples, long tokens) => examples >= Items || tokens >= Tokens;

    /// <summary>Whether one more item is worth beginning, while others are in work.</summary>
    internal bool WantsMore(long examples, long tokens, int inWork) =>
        !(examples + inWork >= Items) && !(tokens + (inWork * (examples > 0 ? tokens / examples : FirstGuess)) >= Tokens);

    /// <summary>The share that is done, from 0 to 1.</summary>
    public double Share(long examples, long tokens) => Math.Min(1, Items is { } items ? (double)examples / items : (double)tokens / Math.Max(1, Tokens ?? 1));
}
