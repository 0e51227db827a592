namespace TeachWhy.App;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>What was asked cannot be done as asked.</summary>
    public const int Mistake = 1;

    /// <summary>The work failed or was left incomplete.</summary>
    public const int Failed = 2;

    public const int Cancelled = 130;
}
