namespace TeachWhy.App;

/// <summary>A mistake in use. The message is one sentence that names what was given, where, and what is allowed.</summary>
internal sealed class Mistake(string message) : Exception(message);
