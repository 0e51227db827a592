namespace TeachWhy.Simulation;

/// <summary>Which samples of an evaluation are kept, and where in a journal: a few bytes for each, whatever the samples hold.</summary>
internal sealed class SampleSlots
{
    private readonly Dictionary<string, int> _scenarios;
    private readonly (long Offset, int Length)[] _places;
    private readonly bool[] _again;

    public SampleSlots(IReadOnlyList<Scenario> scenarios, int samples)
    {
        Samples = samples;
        _scenarios = scenarios.Select((scenario, index) => (scenario.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        _places = new (long, int)[scenarios.Count * samples];
        _again = new bool[_places.Length];
    }

    public int Samples { get; }

    /// <summary>The slot of a sample; null for one that is none of this evaluation's.</summary>
    public int? Of(string scenario, int epoch) =>
        epoch >= 1 && epoch <= Samples && _scenarios.TryGetValue(scenario, out var index) ? index * Samples + epoch - 1 : null;

    /// <summary>All slots that hold a sample, in the order of scenarios and epochs.</summary>
    public IEnumerable<(long Offset, int Length)> Kept() => _places.Where(place => place.Length > 0);

    public (long Offset, int Length)? Place(int slot) => _places[slot].Length > 0 ? _places[slot] : null;

    /// <param name="again">Whether the sample stayed unscored in a way that may go better the next time.</param>
    public void Keep(int slot, (long Offset, int Length) place, bool again) => (_places[slot], _again[slot]) = (place, again);

    public bool MayGoBetter(int slot) => _again[slot];
}
