namespace TeachWhy.Training.Optimizers;

/// <summary>The schedule: up along a line, then down along a line or a cosine.</summary>
public static class LearningRate
{
    /// <param name="step">Counted from 0.</param>
    public static float At(int step, TrainingOptions options)
    {
        // 1) Warm-up ends at the peak, and its first step is already above zero.
        if (step < options.WarmupSteps)
        {
            return options.PeakLearningRate * (step + 1) / options.WarmupSteps;
        }

        // 2) Past the planned end the rate stays where it ended.
        var remaining = options.Steps - options.WarmupSteps;
        var done = remaining <= 0 ? 1.0 : Math.Min(1.0, (double)(step - options.WarmupSteps) / remaining);

        // 3) In between, from the peak to the final fraction of it.
        var left = options.Schedule == ScheduleShape.Cosine ? 0.5 * (1 + Math.Cos(Math.PI * done)) : 1 - done;
        return (float)(options.PeakLearningRate * (options.FinalFraction + (1 - options.FinalFraction) * left));
    }
}
