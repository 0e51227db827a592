using TeachWhy.Curriculum.Constitutions;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>A constitution as prompts quote it, written out once. In the general style, which has no sections, its one paragraph is the only section.</summary>
internal sealed class SectionTexts(Constitution constitution, ConstitutionStyle style = ConstitutionStyle.Whole)
{
    private readonly Lazy<string[]> _sections = new(() =>
        style is ConstitutionStyle.General ? [constitution.Render(style)] : [.. constitution.Sections.Select(section => constitution.Render(section, style))]);

    private readonly Lazy<string> _whole = new(() => constitution.Render(style));

    /// <summary>Of the constitution of a recipe's materials.</summary>
    public static SectionTexts Of(RecipeMaterials materials) => new(materials.Constitution!, materials.Style ?? ConstitutionStyle.Whole);

    /// <summary>How many sections there are.</summary>
    public int Count => style is ConstitutionStyle.General ? 1 : constitution.Sections.Count;

    /// <summary>All of it.</summary>
    public string Whole => _whole.Value;

    /// <summary>A section's id.</summary>
    public string Id(int section) => style is ConstitutionStyle.General ? "general" : constitution.Sections[section].Id;

    /// <summary>A section's title.</summary>
    public string Title(int section) => style is ConstitutionStyle.General ? constitution.Title : constitution.Sections[section].Title;

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
