namespace TeachWhy.Benchmarks;

/// <summary>
/// Best of several, in processor time: on a shared machine the fastest run is the one least disturbed, and time in
/// which the core worked for others is not counted.
/// </summary>
internal static class Stopping
{
    public static double BestSeconds(int repeats, int rounds, Action work)
    {
        work();
        var best = double.PositiveInfinity;
        for (var round = 0; round < rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < repeats; i++)
            {
                work();
            }
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds / repeats);
        }
        return best;
    }
}
