using System.Text.Json.Serialization;
using TeachWhy.Studies.Artifacts;

namespace TeachWhy.Tests.Studies.Artifacts;

public sealed class ArtifactKeyTests
{
    [Fact]
    public void The_same_input_has_the_same_name()
    {
        Assert.Equal(ArtifactKey.Of("rollouts/1", new { A = 1, B = "x" }), ArtifactKey.Of("rollouts/1", new { A = 1, B = "x" }));
    }

    [Fact]
    public void The_order_of_properties_does_not_matter()
    {
        Assert.Equal(ArtifactKey.Of("rollouts/1", new { A = 1, B = 2 }), ArtifactKey.Of("rollouts/1", new { B = 2, A = 1 }));
    }

    [Fact]
    public void The_name_is_the_stage_and_sixteen_digits_of_the_hash()
    {
        var key = ArtifactKey.Of("rollouts/1", "input");

        Assert.Equal($"rollouts-1/{key.Hash[..16]}", key.Name);
    }

    // Each pair differs in what a careless serialisation would drop or merge.
    public static TheoryData<object, object> Pairs => new()
    {
        { 1, 2 },
        { 0.1, Math.BitIncrement(0.1) },
        { "1", 1 },
        { (1, 2), (1, 3) },
        { new[] { 1, 2 }, new[] { 2, 1 } },
        { new Holder(new Step(1)), new Holder(new Step(2)) },
        { new Holder(new Step(1)), new Holder(new Pause()) },
        { DayOfWeek.Monday, DayOfWeek.Tuesday },
        { double.NaN, double.PositiveInfinity },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Different_inputs_have_different_names(object left, object right)
    {
        Assert.NotEqual(ArtifactKey.Of("stage/1", left).Name, ArtifactKey.Of("stage/1", right).Name);
    }

    [Fact]
    public void A_raised_version_is_another_name()
    {
        Assert.NotEqual(ArtifactKey.Of("stage/1", 1).Hash, ArtifactKey.Of("stage/2", 1).Hash);
    }

    // What JSON would leave out without a word.
    public static TheoryData<object> Lossy => new()
    {
        new Hidden(5),
        new { Clock = new Func<int>(() => 1) },
        new Undeclared(new HiddenCase(1)),
    };

    [Theory]
    [MemberData(nameof(Lossy))]
    public void An_input_that_would_lose_parts_is_refused(object input)
    {
        Assert.Throws<ArgumentException>(() => ArtifactKey.Of("stage/1", input));
    }

    [Theory]
    [InlineData("rollouts")]
    [InlineData("Rollouts/1")]
    [InlineData("../x/1")]
    [InlineData("rollouts/")]
    [InlineData("")]
    public void A_stage_without_a_version_is_refused(string stage)
    {
        Assert.Throws<ArgumentException>(() => ArtifactKey.Of(stage, 1));
    }

    [JsonDerivedType(typeof(Step), "step")]
    [JsonDerivedType(typeof(Pause), "pause")]
    private abstract record Act;

    private sealed record Step(int Length) : Act;

    private sealed record Pause : Act;

    private sealed record Holder(Act Act);

    private abstract record Secret;

    private sealed record HiddenCase(int State) : Secret;

    private sealed record Undeclared(Secret Secret);

    private sealed class Hidden(int state)
    {
        public override string ToString() => $"{state}";
    }
}
