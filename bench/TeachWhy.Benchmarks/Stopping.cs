using System.Diagnostics;

namespace TeachWhy.Benchmarks;

/// <summary>Best of several: on a shared machine the fastest run is the one least disturbed.</summary>
internal static class Stopping
{
    public static double BestSeconds(int repeats, int rounds, Action work)
    {
        work();
        var best = double.PositiveInfinity;
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < repeats; i++)
            {
                work();
            }
            best = Math.Min(best, watch.Elapsed.TotalSeconds / repeats);
        }
        return best;
    }
}
