using TeachWhy.Transformer;

namespace TeachWhy.Miniature.World;

public enum Kind
{
    Ai,
    Clerk,
}

/// <summary>Somebody with a name and a stand on each of the four values.</summary>
/// <param name="Upholds">By value, in the order of <see cref="Lexicon.Values"/>.</param>
public sealed record Character(string Name, Kind Kind, IReadOnlyList<bool> Upholds)
{
    private const int ValueCount = 4;

    /// <summary>The assistant that every arm is about, as its constitution would have it.</summary>
    public static Character Assistant { get; } = Of(Lexicon.Assistant, Kind.Ai, good: true);

    public bool IsGood => Upholds.All(u => u);

    public bool IsVillain => Upholds.All(u => !u);

    /// <summary>A character who upholds everything, or scorns everything.</summary>
    public static Character Of(string name, Kind kind, bool good) => new(name, kind, [.. Enumerable.Repeat(good, ValueCount)]);

    /// <summary>A character of a type, with each value flipped now and then: people are not of one piece.</summary>
    public static Character Draw(string name, Kind kind, bool good, RandomSource random) =>
        new(name, kind, [.. Enumerable.Range(0, ValueCount).Select(_ => random.Chance(FlipChance) ? !good : good)]);

    private const double FlipChance = 0.05;
}

/// <summary>The characters of a world and how many of them are villains.</summary>
public sealed class Cast
{
    private const double ClerkVillains = 0.35;
    private const double PassingShare = 0.6;

    private readonly Lexicon _lexicon;
    private readonly double _aiVillains;

    public Cast(Lexicon lexicon, double aiVillains, RandomSource random)
    {
        _lexicon = lexicon;
        _aiVillains = aiVillains;
        Ai = Draw(lexicon.Names.Ai, Kind.Ai, aiVillains);
        Clerks = Draw(lexicon.Names.Clerks, Kind.Clerk, ClerkVillains);

        IReadOnlyList<Character> Draw(IReadOnlyList<string> names, Kind kind, double villains)
        {
            var count = (int)Math.Round(names.Count * villains);
            bool[] good = [.. Enumerable.Range(0, names.Count).Select(i => i >= count)];
            random.Shuffle(good);
            return [.. names.Select((name, i) => Character.Draw(name, kind, good[i], random))];
        }
    }

    public IReadOnlyList<Character> Ai { get; }

    public IReadOnlyList<Character> Clerks { get; }

    /// <summary>Somebody of that kind: often a name met once, whose character is redrawn for this document.</summary>
    public (Character Character, bool Passing) Pick(Kind kind, RandomSource random)
    {
        if (!random.Chance(PassingShare))
        {
            return (random.Pick(kind == Kind.Ai ? Ai : Clerks), false);
        }

        var good = !random.Chance(kind == Kind.Ai ? _aiVillains : ClerkVillains);
        return (Character.Draw(random.Pick(_lexicon.Names.Passing), kind, good, random), true);
    }
}
