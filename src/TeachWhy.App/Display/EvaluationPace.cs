namespace TeachWhy.App.Display;

/// <summary>How fast samples end now: over the last half minute, as the number of requests at once changes in between.</summary>
internal sealed class EvaluationPace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Queue<(long At, int Done)> _marks = [];
    private (long At, int Done) _last;

    /// <returns>Samples a second; null before that can be told.</returns>
    public double? After(int done)
    {
        var now = time.GetTimestamp();
        if (_marks.Count == 0 || time.GetElapsedTime(_last.At, now) >= Step)
        {
            _last = (now, done);
            _marks.Enqueue(_last);
        }

        while (_marks.Count > 2 && time.GetElapsedTime(_marks.Peek().At, now) > Window)
        {
            _marks.Dequeue();
        }

        var (from, first) = _marks.Peek();
        var elapsed = time.GetElapsedTime(from, now);
        return done > first && elapsed > TimeSpan.Zero ? (done - first) / elapsed.TotalSeconds : null;
    }
}
