namespace TeachWhy.Transformer;

/// <summary>What made a checkpoint.</summary>
/// <param name="Name">The base or arm it is.</param>
/// <param name="Seed">The seed it was made from.</param>
/// <param name="Tokens">Tokens it was trained on, over its whole history.</param>
/// <param name="DataHash">Hash of what it was trained on.</param>
/// <param name="Version">Of the program that made it.</param>
public sealed record CheckpointOrigin(string Name, ulong Seed, long Tokens, string DataHash, string Version)
{
    /// <summary>Of a model that another program made.</summary>
    public static CheckpointOrigin Unknown { get; } = new("unknown", 0, 0, "", "");
}
