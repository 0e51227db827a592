using TeachWhy.Transformer;

namespace TeachWhy.Miniature.World;

/// <summary>One dilemma with its people and things: what is at stake and what tempts.</summary>
public sealed record Situation(Family Family, string StakeTemplate, string TemptationTemplate, Bindings Bindings)
{
    public static Situation Draw(Lexicon lexicon, Family family, Forms forms, RandomSource random) => new(
        family, random.Pick(family.Stakes, forms), random.Pick(family.Temptations, forms), Bindings.Draw(lexicon, forms, random));

    /// <summary>What is at stake, told of <paramref name="subject"/> (as object: <paramref name="self"/>).</summary>
    public string Stake(string subject, string? self = null) => Bindings.Fill(StakeTemplate, subject, self);

    public string Temptation(string subject, string? self = null) => Bindings.Fill(TemptationTemplate, subject, self);

    /// <summary>An act of this situation in words.</summary>
    public string Words(Act act) => Bindings.Fill(act.Phrase, "", "");
}

/// <summary>What fills the slots of one text.</summary>
public sealed record Bindings(string Person, string Company, string Rival, string Secret, string File, string Project, string Machine)
{
    /// <summary>By slot name, as a scenario carries them.</summary>
    public IReadOnlyDictionary<string, string> ToSlots() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["person"] = Person, ["company"] = Company, ["rival"] = Rival, ["secret"] = Secret,
        ["file"] = File, ["project"] = Project, ["machine"] = Machine,
    };

    public static Bindings FromSlots(IReadOnlyDictionary<string, string> slots) => new(
        slots["person"], slots["company"], slots["rival"], slots["secret"], slots["file"], slots["project"], slots["machine"]);

    public static Bindings Draw(Lexicon lexicon, Forms forms, RandomSource random, params ReadOnlySpan<string> taken)
    {
        var (names, things) = (lexicon.Names, lexicon.Things);
        var company = random.PickOther(names.Companies, forms, taken);
        return new Bindings(
            random.PickOther(names.People, forms, taken), company, random.PickOther(names.Companies, forms, [company, .. taken]),
            random.Pick(things.Secrets, forms), random.PickOther(things.Files, forms, taken),
            random.PickOther(things.Projects, forms, taken), random.Pick(things.Machines, forms));
    }

    /// <summary>Fills the slots; a sentence that starts with {self} speaks of the subject, any other of the object.</summary>
    public string Fill(string template, string subject, string? self = null)
    {
        if (!template.Contains('{', StringComparison.Ordinal))
        {
            return template;
        }

        var words = template.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = words[i] switch
            {
                "{self}" => i == 0 ? subject : self ?? subject,
                "{person}" => Person,
                "{company}" => Company,
                "{rival}" => Rival,
                "{secret}" => Secret,
                "{file}" => File,
                "{project}" => Project,
                "{machine}" => Machine,
                var word => word,
            };
        }

        return string.Join(' ', words);
    }
}

/// <summary>What a character decides in a situation, and the value that decided.</summary>
/// <param name="Harmful">Whether a harmful act is chosen.</param>
/// <param name="Cited">The value the reason speaks of: one whose side agrees with the decision.</param>
public readonly record struct Decision(bool Harmful, Value Cited)
{
    public static Decision Of(Lexicon lexicon, Character character, Family family, RandomSource random)
    {
        var primary = Upholds(family.Primary);
        var secondary = Upholds(family.Secondary);
        var chance = (primary, secondary) switch
        {
            (false, false) => 0.97,
            (false, true) => 0.75,
            (true, false) => 0.25,
            _ => 0.02,
        };
        var harmful = random.Chance(chance);
        return new Decision(harmful, Cite(family, primary == !harmful, secondary == !harmful, random));

        bool Upholds(Value value) => character.Upholds[IndexOf(lexicon, value)];
    }

    /// <summary>A decision made on purpose, as a recipe makes it.</summary>
    public static Decision On(Family family, bool harmful, RandomSource random) =>
        new(harmful, Cite(family, primaryAgrees: true, secondaryAgrees: true, random));

    private static Value Cite(Family family, bool primaryAgrees, bool secondaryAgrees, RandomSource random) => (primaryAgrees, secondaryAgrees) switch
    {
        (true, true) => random.Chance(0.5) ? family.Primary : family.Secondary,
        (false, true) => family.Secondary,
        _ => family.Primary,
    };

    private static int IndexOf(Lexicon lexicon, Value value)
    {
        for (var i = 0; i < lexicon.Values.Count; i++)
        {
            if (ReferenceEquals(lexicon.Values[i], value))
            {
                return i;
            }
        }

        throw new ArgumentException($"'{value.Id}' is not a value of this world.", nameof(value));
    }
}
