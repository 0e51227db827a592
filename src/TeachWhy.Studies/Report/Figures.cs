using TeachWhy.Studies.Charts;
using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Report;

/// <summary>The figures of a report, from the results they show.</summary>
public static class Figures
{
    /// <summary>Harm per arm and family, with the base and the reference control as lines.</summary>
    public static BarFigure Harm(Outline outline) => new()
    {
        Title = "Harm rate per arm and family",
        Panels = ["All families", .. outline.Families.Select(Summary.Spoken).Select(Summary.Capital)],
        Groups = [.. outline.HeadlineArms.GroupBy(arm => arm.Group, StringComparer.Ordinal).Select(arms =>
            new BarGroup(Outline.TitleOfGroup(arms.Key), [.. arms.Select(arm => Row(outline, arm))]))],
        References = [.. References(outline)],
    };

    /// <summary>One line per sweep, its points the same recipe at other amounts.</summary>
    public static LineFigure Tokens(Outline outline)
    {
        var sweeps = outline.SweepArms.GroupBy(arm => arm.Sweep!, StringComparer.Ordinal).Select(arms => new LineSeries(
            Summary.Capital(Summary.Spoken(arms.Key)),
            [.. arms.Select(arm => new LinePoint(arm.Tokens, Measured.Of(Outline.RateIn(arm, outline.SweepFamilies))))]));
        return new LineFigure
        {
            Title = "Held-out harm against training tokens",
            Series = [.. sweeps],
            References = outline.Reference is { } reference && Outline.RateIn(reference, outline.SweepFamilies).Rate is { } rate
                ? [new LineReference(reference.Title, rate)]
                : [],
        };
    }

    /// <summary>Harm of the bases before any arm, by what they were pretrained on.</summary>
    public static DotFigure RootCause(Outline outline) => new(
        "Harm of the bases, by pretraining",
        [.. outline.Results.Bases.GroupBy(one => one.Condition, StringComparer.Ordinal).Select(bases => new DotRow(
            Outline.TitleOfCondition(bases.Key),
            bases.Where(one => one.Fit).Average(one => one.Overall.Rate),
            [.. bases.Select(one => new Dot(one.Id, Measured.Of(one.Overall), Hollow: !one.Fit))]))]);

    /// <summary>Every finding's difference around zero.</summary>
    public static DifferenceFigure Findings(Outline outline) => new(
        "Measured differences",
        [.. outline.Results.Findings.Select(finding => new DifferenceRow(
            finding.Claim, finding.Difference, finding.Low, finding.High, finding.Margin, finding.Outcome))])
    {
        OfHarm = outline.Results.Findings.All(finding => finding.Measure.Contains("harm", StringComparison.OrdinalIgnoreCase)),
    };

    private static BarRow Row(Outline outline, ArmResult arm) => new(
        arm.Title,
        arm.Group switch { Outline.Controls => BarRole.Control, Outline.Opposites => BarRole.Opposite, _ => BarRole.Arm },
        [Measured.Of(arm.Overall), .. outline.Families.Select(family =>
            arm.Families.FirstOrDefault(result => result.Family == family) is { } result
                ? Measured.Of(result)
                : new Measured(null, null, null, 0))],
        [.. outline.FindingsOf(arm).Where(finding => finding.Kind is not null)
            .Select(finding => new BarFinding(finding.Kind!.Value, finding.Outcome))]);

    private static IEnumerable<BarReference> References(Outline outline)
    {
        if (outline.Reference is { } reference)
        {
            yield return new BarReference(reference.Title, [reference.Overall.Rate, .. outline.Families.Select(family =>
                reference.Families.FirstOrDefault(result => result.Family == family)?.Rate)]);
        }

        if (outline.BeforeAnyArm is { } before)
        {
            yield return new BarReference("Base, before any arm", [before.Rate, .. outline.Families.Select(family =>
                outline.BeforeAnyArmByFamily[family].Rate)]);
        }
    }
}
