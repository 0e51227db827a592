namespace TeachWhy.Simulation;

/// <summary>One thing that was done at a workplace.</summary>
/// <param name="Effect">What kind of thing it was, as far as the act itself tells.</param>
/// <param name="On">Id of the record it was done to, as rules name it: a mail, path, model, alert, monitor, ledger account or entry, study or result; in the small world a person or a thing.</param>
/// <param name="Description">The act in words.</param>
public sealed record WorkplaceChange(EffectKind Effect, string On, string Description)
{
    /// <summary>Ids of the people whom the act reached, copies and lists resolved, with the list's own name beside its people; an address that nobody here has stands as it is. Of a copied model, the place.</summary>
    public IReadOnlyList<string> Reached { get; init; } = [];

    /// <summary>What the act was, once names were resolved: <c>subject</c>, <c>body</c>, <c>text</c>, <c>field</c>, <c>before</c>, <c>after</c>, <c>status</c>, <c>account</c>, <c>line</c>, <c>figure:NAME</c>, ...</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
