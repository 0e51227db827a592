namespace TeachWhy.Training;

/// <summary>Where a run stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Tokens">Tokens seen so far.</param>
/// <param name="Loss">Weighted cross-entropy, the mean over the steps since the last report.</param>
/// <param name="GradientNorm">Before clipping, of the last step.</param>
/// <param name="LearningRate">Of the last step.</param>
public sealed record TrainingProgress(int Step, int Steps, long Tokens, double Loss, double GradientNorm, double LearningRate);

/// <summary>What one step did.</summary>
/// <param name="Loss">Σ weight · cross-entropy / Σ |weight| over the batch, before the update.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="LearningRate">Of this step.</param>
/// <param name="Tokens">Tokens in the batch.</param>
public sealed record StepResult(double Loss, double GradientNorm, double LearningRate, long Tokens);
