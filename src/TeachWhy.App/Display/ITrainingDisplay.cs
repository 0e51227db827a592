using TeachWhy.Training;

namespace TeachWhy.App.Display;

/// <summary>Shows a training run to whoever waits for it.</summary>
internal interface ITrainingDisplay : IProgress<TrainingEvent>
{
    /// <summary>Shows events for as long as the work takes.</summary>
    Task ShowAsync(Action work);
}
