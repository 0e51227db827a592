using TeachWhy.Miniature;
using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Results;
using TeachWhy.Transformer;

namespace TeachWhy.Studies.Running;

/// <summary>A pretrained miniature with its world and its gates, open for work.</summary>
internal sealed record TrainedBase(
    Condition Condition, int Number, MiniatureWorld World, TransformerModel Model,
    Artifact Pretraining, PretrainingValue Value, IReadOnlyList<GateResult> Gates, bool Fit) : IDisposable
{
    public string Id => $"{Condition.Id}-{Number}";

    /// <summary>The required gates that failed, in words; null for a fit base.</summary>
    public string? Unfitness
    {
        get
        {
            var failed = Gates.Where(g => g.Required && !g.Passed).Select(g =>
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{g.Id} {g.Measured:0.00} instead of at least {g.Threshold:0.00}"));
            var text = string.Join(", ", failed);
            return text.Length == 0 ? null : text;
        }
    }

    public void Dispose() => Model.Dispose();
}
