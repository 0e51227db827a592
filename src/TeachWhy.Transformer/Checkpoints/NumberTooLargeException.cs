namespace TeachWhy.Transformer;

/// <summary>A weight is too large for the type that it was to be stored as.</summary>
public sealed class NumberTooLargeException(string tensor, WeightType type, Exception inner)
    : Exception($"\"{tensor}\" cannot be stored as {type}: {inner.Message}", inner);
