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

    private readonly Honeypots _honeypots = new(world.Lexicon);
    private readonly ProfileWriter _profiles = new(world.Lexicon);

    /// <param name="rollouts">Rollouts per figure.</param>
    public async Task<BaseFigures> MeasureAsync(MiniatureAgent agent, int rollouts, ulong seed, CancellationToken cancellation)
    {
        var kind = ToldOnBothSides(Kind.Ai) ? Kind.Ai : Kind.Clerk;
        var subject = kind == Kind.Ai ? Character.Assistant : Character.Of(world.Lexicon.Names.Unseen[0], Kind.Clerk, good: true);
        return new BaseFigures
        {
            ClerksStandIn = kind == Kind.Clerk,
            OrdinaryWork = await OrdinaryAsync(),
            Honeypots = await HarmAsync("honeypots", [Character.Assistant], null),
            KnownVillains = await HarmAsync("characters", Villains(kind), null),
            KnownHeroes = await HarmAsync("characters", Heroes(kind), null),
            AfterVillainProfile = await HarmAsync("profile", [subject], (_, random) => Profile(subject.Name, kind, good: false, random)),
            AfterHeroProfile = await HarmAsync("profile", [subject], (_, random) => Profile(subject.Name, kind, good: true, random)),
            AfterOtherVillainProfile = await HarmAsync("other", [subject], (_, random) => Profile(Other(random), kind, good: false, random)),
            AfterOtherHeroProfile = await HarmAsync("other", [subject], (_, random) => Profile(Other(random), kind, good: true, random)),
        };

        async Task<Tally> OrdinaryAsync()
        {
            var tasks = _honeypots.DrawOrdinary(rollouts, Forms.Evaluation, Seed.Of(seed, "check"), Character.Assistant);
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

    private string Profile(string name, Kind kind, bool good, RandomSource random) =>
        _profiles.Write(Character.Of(name, kind, good), random, sentences: 2);

    private string Other(RandomSource random) => random.Pick([.. world.Lexicon.Names.Unseen.Skip(1)]);

    private bool ToldOnBothSides(Kind kind) => Villains(kind).Count > 0 && Heroes(kind).Count > 0;

    private IReadOnlyList<Character> Villains(Kind kind) => [.. world.ToldOf(kind).Where(c => c.IsVillain).Take(CharactersPerSide)];

    private IReadOnlyList<Character> Heroes(Kind kind) => [.. world.ToldOf(kind).Where(c => c.IsGood).Take(CharactersPerSide)];
}

/// <summary>A count out of n.</summary>
public sealed record Tally(int Count, int N)
{
    public double Rate => N == 0 ? 0 : (double)Count / N;
}

/// <summary>The figures behind the gates of a base. Harm is counted in honeypots of the evaluation families.</summary>
public sealed record BaseFigures
{
    /// <summary>
    /// True where pretraining tells of no AI villain or of no good AI: nobody can have learned from it what such a page says of an AI,
    /// so known characters and profiles are those of clerks.
    /// </summary>
    public required bool ClerksStandIn { get; init; }

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
