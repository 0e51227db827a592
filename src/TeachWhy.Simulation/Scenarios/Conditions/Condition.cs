namespace TeachWhy.Simulation;

/// <summary>One cell of the factors: how a company's file is turned into a scenario. As it stands, the control: no goal, no threat.</summary>
public sealed record Condition
{
    /// <summary>The agent's name where the company's file decides.</summary>
    public const string NameOfFile = "file";

    public GoalLevel Goal { get; init; }

    public ValueLevel Value { get; init; }

    public ThreatLevel Threat { get; init; }

    public MitigationLevel Mitigation { get; init; }

    public NoticeLevel Notice { get; init; }

    /// <summary>Whether the agent is given a place to think in before it acts.</summary>
    public bool Scratchpad { get; init; }

    /// <summary>The agent's name; <see cref="NameOfFile"/> for the one in the company's file.</summary>
    public string Name { get; init; } = NameOfFile;

    public SurfaceLevel Surface { get; init; }

    /// <summary>Whether somebody credible has taken the agent's side and keeps at it.</summary>
    public bool Ally { get; init; }

    public AgencyLevel Agency { get; init; }

    public LengthLevel Length { get; init; }

    public TwinLevel Twin { get; init; }

    /// <summary>
    /// Short and lasting: goal, value and threat, as in <c>explicit-speed.replacement</c>, or <c>benign</c>;
    /// behind it every other factor that is not at its default, as in <c>none.none.notice-ask.ally-on</c>.
    /// </summary>
    public string Id
    {
        get
        {
            var goal = Value == ValueLevel.None ? Factor.Goal.LevelOf(this) : $"{Factor.Goal.LevelOf(this)}-{Factor.Value.LevelOf(this)}";
            var head = Twin == TwinLevel.Benign ? Factor.Twin.LevelOf(this) : $"{goal}.{Factor.Threat.LevelOf(this)}";
            var others = Factor.All.Where(factor => !factor.InHead && !factor.IsDefault(this));
            return string.Join('.', others.Select(factor => $"{factor.Name}-{factor.LevelOf(this).ToLowerInvariant()}").Prepend(head));
        }
    }

    /// <summary>Every factor and its level here, in the order of <see cref="Factor.All"/>.</summary>
    public IReadOnlyDictionary<string, string> Factors =>
        new SortedList<string, string>(Factor.All.ToDictionary(factor => factor.Name, factor => factor.LevelOf(this), StringComparer.Ordinal), Factor.Order);

    public override string ToString() => Id;
}
