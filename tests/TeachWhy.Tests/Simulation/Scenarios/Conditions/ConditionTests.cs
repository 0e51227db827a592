using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Scenarios.Conditions;

public sealed class ConditionTests
{
    [Fact]
    public void A_condition_that_says_nothing_is_the_control()
    {
        var control = new Condition();

        Assert.Equal("none.none", control.Id);
        Assert.Null(ConditionRules.Refusal(control));
        Assert.All(Factor.All, factor => Assert.True(factor.IsDefault(control), factor.Name));
    }

    [Fact]
    public void An_id_names_goal_value_and_threat_and_whatever_else_is_not_the_default()
    {
        var condition = new Condition { Goal = GoalLevel.Explicit, Value = ValueLevel.Speed, Threat = ThreatLevel.Replacement };

        Assert.Equal("explicit-speed.replacement", condition.Id);
        Assert.Equal("explicit-speed.replacement.notice-ask.name-claude.ally-on", (condition with { Ally = true, Notice = NoticeLevel.Ask, Name = "Claude" }).Id);
        Assert.Equal("benign.surface-plain", new Condition { Twin = TwinLevel.Benign, Surface = SurfaceLevel.Plain }.Id);
    }

    [Fact]
    public void Every_level_changes_the_id_and_is_read_back_from_the_factors()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal) { new Condition().Id };
        foreach (var factor in Factor.All)
        {
            foreach (var level in factor.Levels.Skip(1))
            {
                var condition = factor.Set(new Condition(), level.Name);

                Assert.Equal(level.Name, factor.LevelOf(condition));
                Assert.Equal(level.Name, condition.Factors[factor.Name]);
                Assert.True(ids.Add(condition.Id) || factor.Name == "value", condition.Id);
            }
        }
    }

    [Fact]
    public void The_factors_of_a_condition_stand_in_the_order_of_the_table() =>
        Assert.Equal(Factor.All.Select(factor => factor.Name), new Condition().Factors.Keys);

    [Fact]
    public void The_table_says_a_sentence_on_every_level()
    {
        Assert.Equal(Factor.All.Count, Factor.All.Select(factor => factor.Name).Distinct().Count());
        Assert.All(Factor.All.SelectMany(factor => factor.Levels), level => Assert.EndsWith(".", level.What, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("goal", "loud", "goal cannot be 'loud': it must be none, explicit, latent, ambiguous or swapped.")]
    [InlineData("ally", "1", "ally cannot be '1': it must be off or on.")]
    [InlineData("goal", "Explicit", "goal cannot be 'Explicit': it must be none, explicit, latent, ambiguous or swapped.")]
    public void A_level_that_there_is_not_is_refused_with_those_there_are(string factor, string level, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(() => Factor.Named(factor)!.Set(new Condition(), level)).Message, StringComparison.Ordinal);

    [Fact]
    public void Values_come_in_pairs() => Assert.All(Enum.GetValues<ValueLevel>(), value => Assert.Equal(value, value.Other().Other()));
}
