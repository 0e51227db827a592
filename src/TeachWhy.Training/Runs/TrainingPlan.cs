namespace TeachWhy.Training;

/// <summary>A request made exact: how many steps of how many rows, and how often what is done.</summary>
internal sealed record TrainingPlan
{
    private const int DefaultBatchRows = 8;
    private const int MostWarmup = 60;

    /// <summary>Of steps: the validation loss is measured, and everything saved, about so many times.</summary>
    private const int Share = 20;

    public required TrainingOptions Options { get; init; }

    public required int Context { get; init; }

    /// <summary>Rows of the whole run, every epoch's counted.</summary>
    public required long Rows { get; init; }

    public required int EvaluateEvery { get; init; }

    public required int SaveEvery { get; init; }

    public int Steps => Options.Steps;

    /// <param name="learningRate">Where none is asked for.</param>
    /// <exception cref="TrainingRefusedException">The batch is smaller than a row, or there are too many steps.</exception>
    public static TrainingPlan Of(TrainingRequest request, int context, float learningRate, DataCounts data)
    {
        if (request.BatchTokens < context)
        {
            throw new TrainingRefusedException(
                $"--batch-tokens cannot be {request.BatchTokens}: one row alone has {context} tokens; give at least as many, or a smaller --context.");
        }
        var batchRows = request.BatchTokens is { } tokens ? (int)Math.Round((double)tokens / context) : DefaultBatchRows;
        var rows = request.Steps is { } asked ? (long)asked * batchRows
            : request.Tokens is { } wanted ? (long)Math.Ceiling(wanted * ((double)data.Rows / data.RowTokens))
            : (request.Epochs ?? 1) * data.Rows;
        var steps = (rows + batchRows - 1) / batchRows;
        if (steps > int.MaxValue / 2)
        {
            throw new TrainingRefusedException($"{steps} steps are more than a run can have; give a larger --batch-tokens.");
        }
        var warmup = request.Warmup ?? (int)Math.Min(MostWarmup, steps / 10);
        if (warmup > steps)
        {
            throw new TrainingRefusedException($"--warmup cannot be {warmup}: the whole run has {steps} steps.");
        }
        var often = (int)Math.Max(1, (steps + Share - 1) / Share);
        return new TrainingPlan
        {
            Context = context,
            Rows = rows,
            EvaluateEvery = request.EvaluateEvery ?? often,
            SaveEvery = request.SaveEvery ?? often,
            Options = new TrainingOptions
            {
                Steps = (int)steps,
                BatchRows = batchRows,
                Context = context,
                PeakLearningRate = request.LearningRate ?? learningRate,
                Schedule = request.Schedule,
                WarmupSteps = warmup,
                WeightDecay = request.WeightDecay,
                GradientClip = request.Clip,
                Threads = request.Threads,
            },
        };
    }
}
