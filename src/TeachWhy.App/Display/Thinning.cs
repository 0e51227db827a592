using TeachWhy.Studies.Events;

namespace TeachWhy.App.Display;

/// <summary>Lets progress through every few seconds, and everything else always.</summary>
internal sealed class Thinning(TimeProvider time, TimeSpan every)
{
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    public bool LetsThrough(StudyEvent study)
    {
        var kind = study switch
        {
            StudyEvent.StageProgress progress => $"stage {progress.Stage}",
            StudyEvent.StudyProgress => "study",
            _ => null,
        };
        if (kind is null)
        {
            return true;
        }

        if (_last.TryGetValue(kind, out var last) && time.GetElapsedTime(last) < every)
        {
            return false;
        }

        _last[kind] = time.GetTimestamp();
        return true;
    }
}
