namespace TeachWhy.Curriculum.Datasets;

/// <summary>An example as people and judges read it.</summary>
internal static class ExampleText
{
    /// <summary>A document as it is; of a conversation each message below its role in brackets, each call a line of name and arguments.</summary>
    public static string Of(Example example) => example.Text ?? string.Join("\n\n", (example.Messages ?? []).Select(message =>
        $"[{message.Role}]\n{string.Join('\n', message.Calls.Select(call => $"{call.Name} {call.Arguments}").Prepend(message.Content).Prepend(message.Thinking).Where(text => !string.IsNullOrEmpty(text)))}"));
}
