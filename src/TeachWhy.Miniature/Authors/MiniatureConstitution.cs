using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Miniature.World;

namespace TeachWhy.Miniature.Authors;

/// <summary>The constitution in the miniature's words: one section per value, its traits as rules and its reasons.</summary>
public static class MiniatureConstitution
{
    public static Constitution Of(Lexicon lexicon) => new(
        $"the constitution of {Lexicon.Assistant}",
        [.. lexicon.Values.Select(v => new Section(v.Id, v.Title, v.Upheld.Traits, v.Upheld.Reasons[Format.Profile]))]);
}
