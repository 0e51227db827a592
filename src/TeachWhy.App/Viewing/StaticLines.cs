using TeachWhy.Studies.Viewer;

namespace TeachWhy.App.Viewing;

/// <summary>How far a static site is written, for a person: a line for every thousand pages, and for the last of each log.</summary>
internal sealed class StaticLines(TextWriter output) : IProgress<StaticProgress>
{
    private const int Step = 1_000;

    public void Report(StaticProgress value)
    {
        if (value.Done % Step == 0 || value.Done == value.Of)
        {
            output.WriteLine($"{value.Name}: {value.Done:N0} of {value.Of:N0}");
        }
    }
}
