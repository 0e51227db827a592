using TeachWhy.Curriculum.Making;

namespace TeachWhy.App.Display;

/// <summary>Shows the making of a dataset to whoever waits for it.</summary>
internal interface IDataDisplay : IProgress<DataProgress>
{
    /// <summary>A sentence that is worth keeping.</summary>
    void Note(string sentence);

    /// <summary>Shows progress for as long as the work takes.</summary>
    Task ShowAsync(Func<Task> work);

    /// <summary>Shows what came of it.</summary>
    /// <param name="folder">Where it lies.</param>
    void Conclude(DataReport report, string folder);
}
