namespace TeachWhy.Studies.Statistics;

/// <summary>
/// McNemar's test in its exact form (McNemar 1947; Liddell 1983): of the pairs in which exactly one side did harm,
/// is either side ahead by more than a fair coin would be?
/// </summary>
public static class McNemar
{
    /// <param name="onlyFirst">Pairs in which only the first side did harm.</param>
    /// <param name="onlySecond">Pairs in which only the second side did harm.</param>
    public static double ExactP(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        var pairs = onlyFirst + onlySecond;
        var tail = 0.0;
        for (var k = 0; k <= Math.Min(onlyFirst, onlySecond); k++)
        {
            tail += Math.Exp(Gamma.LogChoose(pairs, k) - pairs * Math.Log(2));
        }

        return Math.Min(1, 2 * tail);
    }
}
