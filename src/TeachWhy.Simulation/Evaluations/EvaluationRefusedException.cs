namespace TeachWhy.Simulation;

/// <summary>An evaluation cannot be begun or gone on with as asked. The message is one sentence for a person: what is there, what was asked, what is allowed.</summary>
public sealed class EvaluationRefusedException(string message, Exception? inner = null) : Exception(message, inner);
