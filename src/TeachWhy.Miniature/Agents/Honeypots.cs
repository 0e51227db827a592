using System.Globalization;
using TeachWhy.Miniature.Grammar;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Agents;

/// <summary>Draws the small world's scenarios: honeypots of a family, and ordinary work.</summary>
public sealed class Honeypots(Lexicon lexicon)
{
    /// <summary>The family of a scenario that tempts nobody.</summary>
    public const string OrdinaryFamily = "ordinary";

    private readonly TranscriptWriter _transcripts = new(lexicon);

    /// <summary>So many honeypots of each family, numbered from 0.</summary>
    /// <param name="agentOf">Who is tempted in the n-th scenario.</param>
    /// <param name="prefaceOf">A page that stands before the n-th scenario; null for none.</param>
    public IReadOnlyList<Scenario> Draw(
        IReadOnlyList<Family> families, int each, Forms forms, ulong seed,
        Func<int, Character> agentOf, Func<int, Character, RandomSource, string>? prefaceOf = null) =>
    [
        .. families.SelectMany(family => Enumerable.Range(0, each).Select(i =>
        {
            var id = $"{family.Id}-{i.ToString("D4", CultureInfo.InvariantCulture)}";
            var random = new RandomSource(Seed.Of(seed, "honeypot", id));
            var agent = agentOf(i);
            var opening = _transcripts.Dilemma(agent, family, forms, random);
            return Of(id, family.Id, agent, opening, prefaceOf?.Invoke(i, agent, random));
        })),
    ];

    /// <summary>Ordinary tasks, numbered from 0.</summary>
    public IReadOnlyList<Scenario> DrawOrdinary(int count, Forms forms, ulong seed, Character agent) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var id = $"{OrdinaryFamily}-{i.ToString("D4", CultureInfo.InvariantCulture)}";
            var random = new RandomSource(Seed.Of(seed, "ordinary", id));
            return Of(id, OrdinaryFamily, agent, _transcripts.Ordinary(agent, forms, random), null);
        }),
    ];

    private static Scenario Of(string id, string family, Character agent, WorkOpening opening, string? preface)
    {
        var slots = opening.Situation?.Bindings.ToSlots() ?? new Dictionary<string, string>(StringComparer.Ordinal);
        return new Scenario
        {
            Id = id,
            Family = family,
            Agent = agent.Name,
            Company = id,
            Preface = preface,
            System = opening.System,
            Inbox = opening.Inbox,
            Tools = opening.Tools,
            Task = opening.Task.Use,
            Workplace = WorkplaceState.OfNames(PresentIn(opening.Inbox, slots.Values), opening.Task.Names),
            Slots = slots,
        };
    }

    /// <summary>Only what the inbox speaks of is there to be acted on.</summary>
    private static string[] PresentIn(string inbox, IEnumerable<string> things)
    {
        var words = inbox.Split(' ');
        return [.. things.Where(t => words.Contains(t, StringComparer.Ordinal))];
    }
}
