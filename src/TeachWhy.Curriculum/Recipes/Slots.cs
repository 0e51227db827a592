namespace TeachWhy.Curriculum.Recipes;

/// <summary>Texts for the slots of a prompt.</summary>
internal static class Slots
{
    public static Dictionary<string, string> Of(params ReadOnlySpan<(string Slot, string Text)> inputs)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (slot, text) in inputs)
        {
            filled[slot] = text;
        }

        return filled;
    }
}
