using TeachWhy.Curriculum.Constitutions;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>A constitution as prompts quote it, written out once.</summary>
internal sealed class SectionTexts(Constitution constitution)
{
    private readonly Lazy<string[]> _sections = new(() => [.. constitution.Sections.Select(section => constitution.Render(section))]);
    private readonly Lazy<string> _whole = new(() => constitution.Render());

    /// <summary>How many sections there are.</summary>
    public int Count => constitution.Sections.Count;

    /// <summary>All of it.</summary>
    public string Whole => _whole.Value;

    /// <summary>A section's id.</summary>
    public string Id(int section) => constitution.Sections[section].Id;

    /// <summary>A section's title.</summary>
    public string Title(int section) => constitution.Sections[section].Title;

    /// <summary>The section of an id in full; all of it where there is none.</summary>
    public string TextOf(string? id)
    {
        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(Id(i), id, StringComparison.Ordinal))
            {
                return Text(i);
            }
        }

        return Whole;
    }

    /// <summary>A section in full.</summary>
    public string Text(int section) => _sections.Value[section];
}
