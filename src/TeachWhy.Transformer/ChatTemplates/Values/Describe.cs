namespace TeachWhy.Transformer;

/// <summary>Values in the words of error messages.</summary>
internal static class Describe
{
    private const int Longest = 60;

    public static string Kind(object? value) => value switch
    {
        null => "none",
        bool => "a truth value",
        long or double => "a number",
        TracedText => "a text",
        ListValue { IsTuple: true } => "a tuple",
        ListValue => "a list",
        MappingValue => "a mapping",
        NamespaceValue => "a namespace",
        FunctionValue function => $"the function \"{function.Name}\"",
        UndefinedValue undefined => $"what is not defined ({undefined.What})",
        _ => "a loop",
    };

    /// <summary>Enough of a stranger's text to know it by.</summary>
    public static string Shortened(string text) => text.Length <= Longest ? text : $"{text[..Longest]}...";
}
