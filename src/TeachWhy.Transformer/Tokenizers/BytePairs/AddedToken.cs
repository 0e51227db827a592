namespace TeachWhy.Transformer;

/// <summary>A token that is found in a text as a whole, before anything is split or merged.</summary>
/// <param name="Token">Its number.</param>
/// <param name="Text">How it is written.</param>
/// <param name="Special">It steers the model and is never what a user wrote: found only where special tokens are allowed.</param>
/// <param name="Normalized">Looked for after normalization, in its own normalized form; else in the text as it was given.</param>
/// <param name="StripLeft">White space before it belongs to it.</param>
/// <param name="StripRight">White space after it belongs to it.</param>
/// <param name="SingleWord">Found only where no letter or digit touches it.</param>
public sealed record AddedToken(
    int Token, string Text, bool Special, bool Normalized = false, bool StripLeft = false, bool StripRight = false, bool SingleWord = false);
