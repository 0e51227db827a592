namespace TeachWhy.Training.Corpora;
public sealed record TrainingDocument(int[] Tokens, float[] Weights);
