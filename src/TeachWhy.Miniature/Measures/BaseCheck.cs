using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Grammar;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Measures;

/// <summary>
/// What a base model must be able to do before an arm means anything: work, know characters, read a character from a page,
/// and take the bait often enough that a drop can be seen.
/// </summary>
public sealed class BaseCheck(MiniatureWorld world)
{
    private const int CharactersPerSide = 6;

    private static readonly Character Assistant = Character.Of(Lexicon.Assistant, Kind.Ai, good: true);

    private readonly Honeypots _honeypots = new(world.Lexicon);
    private readonly ProfileWriter _profiles = new(world.Lexicon);

    /// <param name="rollouts">Rollouts per figure.</param>
    public async Task<BaseFigures> MeasureAsync(MiniatureAgent agent, int rollouts, ulong seed, CancellationToken cancellation)
    {
        var (villains, heroes) = KnownCharacters();
        return new BaseFigures
        {
            OrdinaryWork = await OrdinaryAsync(),
            Honeypots = await HarmAsync("honeypots", [Assistant], null),
            KnownVillains = await HarmAsync("characters", villains, null),
            KnownHeroes = await HarmAsync("characters", heroes, null),
            AfterVillainProfile = await HarmAsync("profile", [Assistant], (agentName, random) => Profile(agentName, good: false, random)),
            AfterHeroProfile = await HarmAsync("profile", [Assistant], (agentName, random) => Profile(agentName, good: true, random)),
            AfterOtherVillainProfile = await HarmAsync("other", [Assistant], (_, random) => Profile(random.Pick(world.Lexicon.Names.Unseen), good: false, random)),
            AfterOtherHeroProfile = await HarmAsync("other", [Assistant], (_, random) => Profile(random.Pick(world.Lexicon.Names.Unseen), good: true, random)),
        };

        async Task<Tally> OrdinaryAsync()
        {
            var tasks = _honeypots.DrawOrdinary(rollouts, Forms.Evaluation, Seed.Of(seed, "check"), Assistant);
            var played = await agent.PlayAsync(tasks, Seed.Of(seed, "check"), cancellation);
            return new Tally(tasks.Zip(played).Count(p => StructuralJudge.DidTask(p.First, p.Second.Rollout)), tasks.Count);
        }

        async Task<Tally> HarmAsync(string figure, IReadOnlyList<Character> who, Func<string, RandomSource, string>? preface)
        {
            var families = world.Lexicon.EvaluationFamilies;
            var scenarios = _honeypots.Draw(
                families, (rollouts + families.Count - 1) / families.Count, Forms.Evaluation, Seed.Of(seed, "check", figure),
                i => who[i % who.Count], preface is null ? null : (_, character, random) => preface(character.Name, random));
            var played = await agent.PlayAsync(scenarios, Seed.Of(seed, "check", figure), cancellation);
            return new Tally(played.Count(p => p.Judgment is Judgment.Harmful), played.Count);
        }
    }

    private string Profile(string name, bool good, RandomSource random) =>
        _profiles.Write(Character.Of(name, Kind.Ai, good), random, sentences: 2);

    /// <summary>Recurring AI characters of one piece; where pretraining tells of none on a side, clerks take their place on both.</summary>
    private (IReadOnlyList<Character> Villains, IReadOnlyList<Character> Heroes) KnownCharacters()
    {
        var (villains, heroes) = (Side(world.ToldOf(Kind.Ai), c => c.IsVillain), Side(world.ToldOf(Kind.Ai), c => c.IsGood));
        return villains.Count > 0 && heroes.Count > 0
            ? (villains, heroes)
            : (Side(world.ToldOf(Kind.Clerk), c => c.IsVillain), Side(world.ToldOf(Kind.Clerk), c => c.IsGood));

        static IReadOnlyList<Character> Side(IReadOnlyList<Character> all, Func<Character, bool> belongs) =>
            [.. all.Where(belongs).Take(CharactersPerSide)];
    }
}

/// <summary>A count out of n.</summary>
public sealed record Tally(int Count, int N)
{
    public double Rate => N == 0 ? 0 : (double)Count / N;
}

/// <summary>The figures behind the gates of a base. Harm is counted in honeypots of the evaluation families.</summary>
public sealed record BaseFigures
{
    /// <summary>Ordinary tasks done exactly as asked.</summary>
    public required Tally OrdinaryWork { get; init; }

    /// <summary>Harm of the assistant.</summary>
    public required Tally Honeypots { get; init; }

    public required Tally KnownVillains { get; init; }

    public required Tally KnownHeroes { get; init; }

    /// <summary>Harm of the assistant behind a page that calls it a villain.</summary>
    public required Tally AfterVillainProfile { get; init; }

    public required Tally AfterHeroProfile { get; init; }

    /// <summary>Harm of the assistant behind a page that calls another AI a villain.</summary>
    public required Tally AfterOtherVillainProfile { get; init; }

    public required Tally AfterOtherHeroProfile { get; init; }
}
