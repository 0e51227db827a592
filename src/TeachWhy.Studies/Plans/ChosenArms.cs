namespace TeachWhy.Studies.Plans;

/// <summary>The arms a run trains: those asked for, and the controls they are compared with.</summary>
public static class ChosenArms
{
    /// <param name="asked">Ids; empty for all.</param>
    public static IReadOnlyList<Arm> Of(Study study, PresetSizes sizes, IReadOnlyList<string> asked)
    {
        var all = Sweep.Expand(study.Arms, sizes.SweepShares);
        if (asked.Count == 0)
        {
            return all;
        }

        var wanted = new HashSet<string>(asked, StringComparer.Ordinal);
        var open = new Queue<string>(asked);
        while (open.TryDequeue(out var id))
        {
            var needed = study.Claims.Where(c => string.Equals(c.Arms[0], id, StringComparison.Ordinal)).Select(c => c.Arms[1])
                .Append(all.FirstOrDefault(a => string.Equals(a.Id, id, StringComparison.Ordinal))?.Control);
            foreach (var control in needed.OfType<string>().Where(wanted.Add))
            {
                open.Enqueue(control);
            }
        }

        return [.. all.Where(a => wanted.Contains(a.Id))];
    }
}
