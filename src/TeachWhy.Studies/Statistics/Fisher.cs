namespace TeachWhy.Studies.Statistics;

/// <summary>
/// Fisher's exact test of two independent proportions (Fisher 1922), two-sided: the chance of every table with the same
/// margins that is no likelier than the one seen.
/// </summary>
public static class Fisher
{
    public static double TwoSidedP(int successes1, int trials1, int successes2, int trials2)
    {
        var successes = successes1 + successes2;
        var trials = trials1 + trials2;
        var seen = LogChance(successes1);
        var sum = 0.0;
        for (var k = Math.Max(0, successes - trials2); k <= Math.Min(successes, trials1); k++)
        {
            var chance = LogChance(k);

            // Equally likely tables differ by rounding only.
            if (chance <= seen + 1e-7)
            {
                sum += Math.Exp(chance);
            }
        }

        return Math.Min(1, sum);

        double LogChance(int k) =>
            Gamma.LogChoose(trials1, k) + Gamma.LogChoose(trials2, successes - k) - Gamma.LogChoose(trials, successes);
    }
}
