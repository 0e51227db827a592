namespace TeachWhy.Curriculum.Constitutions;

/// <summary>The numbered sections a model should live by.</summary>
public sealed record Constitution(string Title, IReadOnlyList<Section> Sections);

/// <summary>One section: what to do, and why.</summary>
/// <param name="Id">Such as <c>oversight</c>.</param>
/// <param name="Title">In words.</param>
/// <param name="Rules">What to do.</param>
/// <param name="Reasons">Why.</param>
public sealed record Section(string Id, string Title, IReadOnlyList<string> Rules, IReadOnlyList<string> Reasons);
