namespace TeachWhy.Training;

/// <summary>One document to learn from.</summary>
/// <param name="Tokens">What it says.</param>
/// <param name="Weights">
/// Loss weight of predicting each token from those before it; the first is ignored.
/// A negative weight makes a token less likely.
/// </param>
public sealed record TrainingDocument(int[] Tokens, float[] Weights);
