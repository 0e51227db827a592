namespace TeachWhy.Chat;

/// <summary>A provider that could not be asked in spite of retries. It says nothing of the model: what was asked stays unscored, and the run goes on.</summary>
/// <param name="message">One sentence: what failed, how often it was tried.</param>
public sealed class ChatFailureException(string message, int attempts, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; } = attempts;
}

/// <summary>The run cannot go on: every further request would end the same way.</summary>
public abstract class ChatStopException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The request itself is wrong: no key, an unknown model, an address nobody answers at, a parameter that the model does not take.</summary>
/// <param name="message">One sentence: what was given, where, what is allowed.</param>
public sealed class ChatMistakeException(string message, Exception? inner = null) : ChatStopException(message, inner);

/// <summary>The budget is used up.</summary>
public sealed class BudgetExceededException(string message) : ChatStopException(message);
