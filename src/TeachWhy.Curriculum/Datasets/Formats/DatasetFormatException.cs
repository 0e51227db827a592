namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>An example that a format cannot hold. The message goes on from the place of the line, such as <c>has a message (number 2) that ...</c>, without a full stop.</summary>
public sealed class DatasetFormatException(string message) : Exception(message);
