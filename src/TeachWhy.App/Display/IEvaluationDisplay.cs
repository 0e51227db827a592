using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Display;

/// <summary>Shows an evaluation to whoever waits for it. Progress may come from any thread.</summary>
internal interface IEvaluationDisplay : IProgress<EvaluationProgress>
{
    /// <summary>A sentence that is worth keeping.</summary>
    void Note(string sentence);

    /// <summary>Shows progress for as long as the work takes.</summary>
    Task ShowAsync(Func<Task> work);

    /// <summary>Shows what came of it.</summary>
    /// <param name="log">Where it lies.</param>
    void Conclude(EvaluationSummary summary, string log);
}
