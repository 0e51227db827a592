namespace TeachWhy.Transformer;

/// <summary>How a new model's numbers are drawn.</summary>
public enum Initialization
{
    /// <summary>Attention begins as what trained attention looks like: tokens attend to tokens like themselves and pass them on.</summary>
    Mimetic,

    /// <summary>Every weight from a normal distribution of standard deviation 0.05.</summary>
    Normal,
}
