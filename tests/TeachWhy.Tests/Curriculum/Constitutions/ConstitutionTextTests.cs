using TeachWhy.Curriculum.Constitutions;

namespace TeachWhy.Tests.Curriculum.Constitutions;

public sealed class ConstitutionTextTests
{
    private static readonly Constitution Small = new(
        "For a desk",
        [
            new Section("letters", "Letters", ["Answer them.", "Keep them."], ["People wait.", "Letters are promises."])
            {
                MoreRules = ["Open them."],
                Not = ["It is not chatter."],
                Example = "A letter came.",
            },
            new Section("keys", "Keys", ["Hang them up."], ["Doors."]) { MoreRules = ["Count them."] },
        ])
    {
        Preamble = ["Read this."],
        General = "Be of use.",
    };

    [Theory]
    [InlineData(ConstitutionStyle.Rules, "# For a desk\n\n## 1. Letters\n\n- Answer them.\n- Keep them.\n\n## 2. Keys\n\n- Hang them up.\n")]
    [InlineData(ConstitutionStyle.Reasons, "# For a desk\n\n## 1. Letters\n\n- Answer them.\n- Keep them.\n\nPeople wait.\n\nLetters are promises.\n\n## 2. Keys\n\n- Hang them up.\n\nDoors.\n")]
    [InlineData(ConstitutionStyle.MoreRules, "# For a desk\n\n## 1. Letters\n\n- Answer them.\n- Keep them.\n- Open them.\n\n## 2. Keys\n\n- Hang them up.\n- Count them.\n")]
    [InlineData(ConstitutionStyle.General, "Be of use.\n")]
    [InlineData(ConstitutionStyle.Whole, "# For a desk\n\nRead this.\n\n## 1. Letters\n\n- Answer them.\n- Keep them.\n\nPeople wait.\n\nLetters are promises.\n\n### What it is not\n\n- It is not chatter.\n\n### An example\n\nA letter came.\n\n## 2. Keys\n\n- Hang them up.\n\nDoors.\n")]
    public void Each_style_has_its_own_texts(ConstitutionStyle style, string expected)
    {
        Assert.Equal(expected, Small.Render(style));
    }

    [Fact]
    public void A_section_keeps_its_number_when_it_stands_alone()
    {
        Assert.Equal("## 2. Keys\n\n- Hang them up.\n", Small.Render(Small.Find("keys")!, ConstitutionStyle.Rules));
        Assert.Throws<InvalidOperationException>(() => Small.Render(Small.Sections[0], ConstitutionStyle.General));
    }
}
