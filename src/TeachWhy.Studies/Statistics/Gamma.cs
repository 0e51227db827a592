namespace TeachWhy.Studies.Statistics;

/// <summary>The logarithm of the gamma function for positive arguments (Lanczos 1964, g = 7, nine terms; about 1e-15).</summary>
internal static class Gamma
{
    private static readonly double[] Terms =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x), x above zero.</summary>
    public static double Log(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - Log(1 - x);
        }

        x -= 1;
        var sum = Terms[0];
        for (var i = 1; i < Terms.Length; i++)
        {
            sum += Terms[i] / (x + i);
        }

        var t = x + 7.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    /// <summary>ln of the number of ways to choose <paramref name="taken"/> out of <paramref name="all"/>.</summary>
    public static double LogChoose(int all, int taken) => Log(all + 1.0) - Log(taken + 1.0) - Log(all - taken + 1.0);
}
