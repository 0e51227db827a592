using TeachWhy.Studies;
using TeachWhy.Studies.Plans;

namespace TeachWhy.Tests.Studies.Plans;

public sealed class StudyFileTests
{
    private const string Small = """
        name: small
        title: A small study
        conditions:
          - { id: villains, title: Villains, description: All bad. }
        arms:
          - { id: replay, title: Replay, group: controls, description: Nothing., recipe: none }
          - { id: advice, title: Advice, group: advice, control: replay, description: Advice., recipe: difficult-advice, sweep: true }
        findings:
          - { id: advice, claim: It helps, published: yes, source: a paper, compare: [advice, replay], measure: harm, expect: lower }
        """;

    [Fact]
    public void Every_shipped_study_can_be_read()
    {
        Assert.Contains("teaching-why", StudyFile.Shipped);
        Assert.All(StudyFile.Shipped, name => Assert.Equal(name, StudyFile.Load(name).Name));
    }

    [Fact]
    public void Every_arm_of_the_shipped_study_leads_to_a_control()
    {
        var study = StudyFile.Load("teaching-why");
        foreach (var arm in study.Arms)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var at = arm;
            while (at.Control is not null)
            {
                Assert.True(seen.Add(at.Id), $"{arm.Id} is its own control.");
                at = study.Arms.Single(a => a.Id == at.Control);
            }

            Assert.Equal("replay", at.Id);
        }
    }

    [Theory]
    [InlineData("recipe: difficult-advice", "recipe: advise", "advice: recipe is one of none, neutral-biography, harmlessness, honeypots, honeypots-written, difficult-advice, constitution-documents, stories, not 'advise'")]
    [InlineData("control: replay", "control: reply", "arm advice: there is no arm 'reply' to be its control")]
    [InlineData("group: advice", "group: advise", "advice: group is one of controls, chat, demonstrations, advice, constitution, opposites, not 'advise'")]
    [InlineData("expect: lower", "expect: less", "advice: expect is one of lower, higher, not-lower, not-higher, little, not 'less'")]
    [InlineData("compare: [advice, replay]", "compare: [advice]", "advice: compare names two arms")]
    [InlineData("compare: [advice, replay]", "compare: [advice, nobody]", "advice: there is no arm or condition 'nobody' to compare")]
    [InlineData("measure: harm", "measure: harms", "advice: measure is one of harm, held-out harm, not 'harms'")]
    [InlineData("title: Replay,", "", "replay: title is missing")]
    [InlineData("{ id: advice, title: Advice", "{ id: replay, title: Advice", "the id 'replay' is there twice")]
    [InlineData("recipe: none", "recipe: none, families: [blackmail]", "replay: the recipe 'none' sees no honeypots, so families cannot be given")]
    [InlineData("recipe: none", "recipe: honeypots", "replay: the recipe 'honeypots' demonstrates on honeypots, so it needs families")]
    [InlineData("recipe: none", "recipe: none, flavour: 3", "study.yaml, line 6")]
    [InlineData("name: small", "name: [", "study.yaml, line")]
    public void A_mistake_names_its_place_and_what_is_allowed(string right, string wrong, string message)
    {
        var text = Small.Replace(right, wrong, StringComparison.Ordinal);

        var mistake = Assert.Throws<StudyFileException>(() => StudyFile.Parse(text, "study.yaml"));

        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_study_names_those_that_ship()
    {
        var mistake = Assert.Throws<StudyFileException>(() => StudyFile.Load("teaching-wy"));

        Assert.Contains("'teaching-wy'", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("teaching-why", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arm_asked_for_brings_its_controls_along()
    {
        var arms = ChosenArms.Of(StudyFile.Load("teaching-why"), PresetSizes.Of(StudyPreset.Quick), ["constitution-stories"]);

        Assert.Equal(["replay", "biography", "constitution", "constitution-stories"], arms.Select(a => a.Id));
    }

    [Fact]
    public void A_point_of_a_sweep_can_be_asked_for_by_name()
    {
        var arms = ChosenArms.Of(StudyFile.Load("teaching-why"), PresetSizes.Of(StudyPreset.Quick), ["advice-fourfold"]);

        Assert.Equal(["replay", "advice-fourfold"], arms.Select(a => a.Id));
        Assert.Equal(4, arms[^1].TokenShare);
    }

    [Fact]
    public void A_sweep_adds_its_points_beside_its_arm()
    {
        var arms = Sweep.Expand(StudyFile.Parse(Small, "study.yaml").Arms, [0.25, 4]);

        Assert.Equal(["replay", "advice", "advice-quarter", "advice-fourfold"], arms.Select(a => a.Id));
        Assert.Equal([1, 1, 0.25, 4], arms.Select(a => a.TokenShare));
    }
}
