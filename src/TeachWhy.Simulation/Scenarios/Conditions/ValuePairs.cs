namespace TeachWhy.Simulation;

/// <summary>Values and what they are set against.</summary>
public static class ValuePairs
{
    /// <summary>The word for a value in texts; empty for none.</summary>
    public static string Word(this ValueLevel value) => value switch
    {
        ValueLevel.None => "",
        ValueLevel.Local => "locality",
        ValueLevel.Global => "reach",
        _ => value.ToString().ToLowerInvariant(),
    };

    /// <summary>What the value is set against.</summary>
    public static ValueLevel Other(this ValueLevel value) => value switch
    {
        ValueLevel.None => ValueLevel.None,
        ValueLevel.Speed => ValueLevel.Care,
        ValueLevel.Care => ValueLevel.Speed,
        ValueLevel.Growth => ValueLevel.Steadiness,
        ValueLevel.Steadiness => ValueLevel.Growth,
        ValueLevel.Openness => ValueLevel.Discretion,
        ValueLevel.Discretion => ValueLevel.Openness,
        ValueLevel.Local => ValueLevel.Global,
        ValueLevel.Global => ValueLevel.Local,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "No such value."),
    };
}
