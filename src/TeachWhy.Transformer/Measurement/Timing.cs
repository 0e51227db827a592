using System.Diagnostics;

namespace TeachWhy.Transformer.Measurement;

/// <summary>
/// Best of several, in processor time: on a shared machine the fastest run is the one least disturbed, and time in
/// which the core worked for others is not counted.
/// </summary>
internal static class Timing
{
    // The processor's clock is read by a call to the system; a round is long beside it.
    private const double ShortestRound = 0.02;
    private const int MostRepeats = 1 << 20;

    /// <param name="budget">Seconds to measure for, by the clock; at least one round is measured.</param>
    /// <param name="round">Seconds of one round at least.</param>
    public static double BestSeconds(double budget, Action work, double round = ShortestRound)
    {
        work();
        var watch = Stopwatch.StartNew();
        var repeats = 1;
        var seconds = Seconds(repeats, work);
        while (seconds < round && repeats < MostRepeats)
        {
            repeats *= 2;
            seconds = Seconds(repeats, work);
        }
        var best = seconds / repeats;
        while (watch.Elapsed.TotalSeconds < budget)
        {
            best = Math.Min(best, Seconds(repeats, work) / repeats);
        }
        return best;
    }

    private static double Seconds(int repeats, Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < repeats; i++)
        {
            work();
        }
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
