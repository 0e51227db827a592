namespace TeachWhy.Training;

/// <summary>Data that cannot be trained on. The message is one sentence that names the file, the line, and what is allowed.</summary>
public sealed class TrainingDataException(string message, Exception? inner = null) : Exception(message, inner);
