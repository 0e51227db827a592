namespace TeachWhy.Transformer;

/// <summary>A chat template that cannot be read, that fails on a conversation, or that refuses it.</summary>
public sealed class ChatTemplateException : FormatException
{
    internal ChatTemplateException(string problem, int line = 0, bool refusal = false)
        : base(refusal ? $"The chat template refuses the conversation: {problem}" : line > 0 ? $"The chat template, line {line}: {problem}" : $"The chat template: {problem}")
    {
        Problem = problem;
        Line = line;
        IsRefusal = refusal;
    }

    /// <summary>Line of the template, from 1; 0 where it is not known.</summary>
    public int Line { get; }

    /// <summary>True where the template itself raised it, such as for roles that do not alternate.</summary>
    public bool IsRefusal { get; }

    internal string Problem { get; }

    /// <summary>The same with its place, if it had none.</summary>
    internal ChatTemplateException At(int line) => Line > 0 || IsRefusal ? this : new ChatTemplateException(Problem, line);
}
