namespace TeachWhy.Studies.Plans;

/// <summary>The arms a run trains: those asked for, and the controls they are compared with.</summary>
public static class ChosenArms
{
    /// <summary>Every arm that can be asked for: those of the study, and the points of their sweeps.</summary>
    public static IReadOnlyList<Arm> Askable(Study study) => Sweep.Expand(study.Arms, [.. Sweep.Points.Select(p => p.Share)]);

    /// <param name="asked">Ids; empty for all of the preset.</param>
    public static IReadOnlyList<Arm> Of(Study study, PresetSizes sizes, IReadOnlyList<string> asked)
    {
        if (asked.Count == 0)
        {
            return Sweep.Expand(study.Arms, sizes.SweepShares);
        }

        // Who asks for a point of a sweep by name gets it, whether or not the preset runs it.
        var all = Askable(study);

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
