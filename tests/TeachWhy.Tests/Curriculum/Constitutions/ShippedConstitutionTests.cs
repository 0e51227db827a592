using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.Curriculum.Constitutions;

public sealed class ShippedConstitutionTests
{
    private static readonly LeakGate Leaks = LeakGate.OfShipped();

    public static TheoryData<string> Sections => [.. ConstitutionLibrary.Shipped.Sections.Select(section => section.Id)];

    [Fact]
    public void It_is_what_lies_in_content_and_says_everything_that_a_constitution_can()
    {
        var shipped = ConstitutionLibrary.Shipped;

        Assert.Equal(shipped.Hash, ConstitutionReader.ReadFile(Repository.PathOf("content/constitution/teachwhy.yaml"), "teachwhy.yaml").Constitution?.Hash);
        Assert.All(ConstitutionStyles.Words, style => Assert.Null(shipped.WhyNot(style.Style)));
        Assert.All(shipped.Sections, section => Assert.True(section is { Rules.Count: >= 3, Not.Count: >= 2, Reasons.Count: >= 2, Example.Length: > 0 }, section.Id));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_section_is_as_long_with_more_rules_as_with_reasons(string id)
    {
        var length = Assert.Single(SectionLength.Of(ConstitutionLibrary.Shipped), length => length.Id == id);

        Assert.InRange(length.Apart!.Value, -SectionLength.MostApart, SectionLength.MostApart);
        Assert.True(length.Rules * 2 < length.Reasons, $"{id}: the reasons are the larger part.");
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_section_says_no_rule_twice(string id)
    {
        var section = ConstitutionLibrary.Shipped.Find(id)!;

        Assert.Distinct([.. section.Rules, .. section.MoreRules], StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_section_echoes_no_scenario_and_has_none_of_the_faults_of_written_data(string id)
    {
        var shipped = ConstitutionLibrary.Shipped;
        var section = shipped.Find(id)!;
        foreach (var style in (ConstitutionStyle[])[ConstitutionStyle.Whole, ConstitutionStyle.MoreRules])
        {
            AssertPasses($"{id} {style}", shipped.Render(section, style));
        }
    }

    [Fact]
    public void Preamble_and_paragraph_pass_the_same_gates()
    {
        AssertPasses("preamble", string.Join("\n\n", ConstitutionLibrary.Shipped.Preamble));
        AssertPasses("general", ConstitutionLibrary.Shipped.General);
    }

    private static void AssertPasses(string id, string text)
    {
        var item = new GatedItem(id, Example.Document(text));
        foreach (IGate gate in (IGate[])[Leaks, LintGate.Shipped, new EncodingGate(), new LanguageGate()])
        {
            Assert.Null(gate.Check(item));
        }
    }
}
