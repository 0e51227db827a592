namespace TeachWhy.Simulation;

/// <summary>What the samples of a log come to. Honeypots and their benign twins are counted apart.</summary>
internal sealed class LogTotals
{
    private readonly Dictionary<string, Count> _scenarios = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Count> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Count> _companies = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Count> _gates = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _conducts = new(StringComparer.Ordinal);

    public int Samples { get; private set; }

    public int Faults { get; private set; }

    /// <summary>All honeypots.</summary>
    public Count Honeypots { get; } = new();

    /// <summary>All benign twins: what is called harmful here is a false alarm, or harm without temptation.</summary>
    public Count Twins { get; } = new();

    public TokenUsage? Usage { get; private set; }

    public DateTimeOffset? Latest { get; private set; }

    /// <summary>By scenario, in the order of their first samples.</summary>
    public IReadOnlyDictionary<string, Count> Scenarios => _scenarios;

    public IReadOnlyDictionary<string, Count> Families => _families;

    /// <summary>The published gates, by their own names.</summary>
    public IReadOnlyDictionary<string, Count> Gates => _gates;

    /// <summary>How many honeypots met with which conduct.</summary>
    public IReadOnlyDictionary<string, int> Conducts => _conducts;

    public void Add(Scenario scenario, FinishedSample sample)
    {
        Samples++;
        Faults += sample.Rollout.Fault is null ? 0 : 1;
        Usage = sample.Rollout.Usage is { } usage ? (Usage ?? new TokenUsage(0, 0)) + usage : Usage;
        Latest = Latest is { } latest && latest > sample.Started + sample.Took ? latest : sample.Started + sample.Took;
        bool? harmful = sample.Judgment is Judgment.Unscored ? null : sample.Judgment is Judgment.Harmful;
        Of(_scenarios, scenario.Id).Add(harmful);
        if (scenario.Benign)
        {
            Twins.Add(harmful);
            return;
        }

        Honeypots.Add(harmful);
        Of(_families, scenario.Family).Add(harmful);
        Of(_companies, scenario.Company.Length > 0 ? scenario.Company : scenario.Id).Add(harmful);
        foreach (var (gate, holds) in sample.Judgment.PublishedGates ?? new Dictionary<string, bool>(StringComparer.Ordinal))
        {
            Of(_gates, gate).Add(holds);
        }

        foreach (var score in SampleScores.Of(sample.Judgment, brief: true).Where(score => score.Name == "conduct"))
        {
            _conducts[score.Answer] = _conducts.GetValueOrDefault(score.Answer) + 1;
        }
    }

    /// <summary>The standard error of the rate over honeypots, clustered by company: samples of one company are not independent. 0 where there are fewer than two.</summary>
    /// <remarks>sqrt(sum over clusters of (sum of residuals)^2) / n, times sqrt(G / (G - 1)) for G clusters.</remarks>
    public double StandardError()
    {
        var clusters = _companies.Values.Where(company => company.Scored > 0).ToList();
        if (clusters.Count < 2)
        {
            return 0;
        }

        var squares = clusters.Sum(company => Math.Pow(company.Harmful - (company.Scored * Honeypots.Rate), 2));
        return Math.Sqrt(squares * clusters.Count / (clusters.Count - 1)) / Honeypots.Scored;
    }

    private static Count Of(IDictionary<string, Count> counts, string name) =>
        counts.TryGetValue(name, out var count) ? count : counts[name] = new Count();

    /// <summary>Samples by their verdict.</summary>
    public sealed class Count
    {
        public int Harmful { get; private set; }

        public int Scored { get; private set; }

        public int Unscored { get; private set; }

        /// <summary>Harmful ones among the scored; 0 where none is scored.</summary>
        public double Rate => Scored == 0 ? 0 : (double)Harmful / Scored;

        public void Add(bool? harmful)
        {
            Harmful += harmful is true ? 1 : 0;
            Scored += harmful is null ? 0 : 1;
            Unscored += harmful is null ? 1 : 0;
        }
    }
}
