namespace TeachWhy.Transformer;

/// <summary>The matrices of a block that an adapter may add to.</summary>
[Flags]
public enum Projections
{
    None = 0,
    Query = 1,
    Key = 2,
    Value = 4,
    Output = 8,
    Gate = 16,
    Up = 32,
    Down = 64,

    /// <summary>The four of attention.</summary>
    Attention = Query | Key | Value | Output,

    /// <summary>The three of the feed-forward.</summary>
    FeedForward = Gate | Up | Down,

    All = Attention | FeedForward,
}
