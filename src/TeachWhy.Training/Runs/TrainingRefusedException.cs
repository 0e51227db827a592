namespace TeachWhy.Training;

/// <summary>A run that cannot be made as asked. The message is one sentence that names what was given and what is allowed.</summary>
public sealed class TrainingRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A run whose loss is no number any more. The message is one sentence that says where, and what is kept.</summary>
public sealed class TrainingDivergedException(string message) : Exception(message);
