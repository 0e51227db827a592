using TeachWhy.Studies.Events;

namespace TeachWhy.Studies.Running;

/// <summary>How much of the study's work is done, in training tokens or what costs as much; safe to call from any thread.</summary>
internal sealed class ProgressMeter(IProgress<StudyEvent> progress)
{
    /// <summary>A rollout reads its prompt and writes a reply: about as much work as training on so many tokens.</summary>
    public const double RolloutCost = 45;

    private readonly Lock _lock = new();
    private double _done;
    private double _total;
    private int _stage;
    private int _stages;

    /// <summary>More work lies ahead than was known.</summary>
    public void Expect(double cost, int stages)
    {
        lock (_lock)
        {
            _stages += stages;
        }

        Change(0, cost);
    }

    /// <summary>The number of the stage that begins, and how many there are.</summary>
    public (int Index, int Count) NextStage()
    {
        lock (_lock)
        {
            return (++_stage, Math.Max(_stage, _stages));
        }
    }

    public void Done(double cost) => Change(cost, 0);

    /// <summary>Work that an earlier run had finished: it costs no time now, so it counts for nothing.</summary>
    public void Reused(double cost) => Change(0, -cost);

    private void Change(double done, double total)
    {
        lock (_lock)
        {
            _done += done;
            _total += total;
            progress.Report(new StudyEvent.StudyProgress(_done, Math.Max(_done, _total)));
        }
    }
}
