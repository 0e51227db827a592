using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.Curriculum.Constitutions;

public sealed class ConstitutionReaderTests
{
    private const string Small = """
        constitution: desk
        title: For a desk
        preamble: |
          First
          paragraph.

          Second.
        general: Be of use.
        sections:
          - id: letters
            title: Letters
            rules:
              - Answer them.
            reasons: |
              People wait.
            more-rules: [Open them.]
            not: [It is not chatter.]
            example: A letter came.
        """;

    [Fact]
    public void A_file_is_read_whole()
    {
        var constitution = Read(Small);

        Assert.Equal(("desk", "For a desk", 1, "Be of use."), (constitution.Id, constitution.Title, constitution.Version, constitution.General));
        Assert.Equal(["First paragraph.", "Second."], constitution.Preamble);
        var section = Assert.Single(constitution.Sections);
        Assert.Equal(("letters", "Letters", "A letter came."), (section.Id, section.Title, section.Example));
        Assert.Equal(["Answer them."], section.Rules);
        Assert.Equal(["People wait."], section.Reasons);
        Assert.Equal(["Open them."], section.MoreRules);
        Assert.Equal(["It is not chatter."], section.Not);
    }

    [Fact]
    public void Only_rules_and_reasons_must_be_there()
    {
        var constitution = Read("constitution: a\ntitle: A\nsections:\n  - {id: b, title: B, rules: [C.], reasons: D.}\n");

        Assert.Equal("# A\n\n## 1. B\n\n- C.\n\nD.\n", constitution.Render());
        Assert.Equal("The constitution has no 'general', the paragraph that stands for all of it.", constitution.WhyNot(ConstitutionStyle.General));
        Assert.Equal("The section b has no 'more-rules', which stand in the place of its reasons.", constitution.WhyNot(ConstitutionStyle.MoreRules));
        Assert.Throws<InvalidOperationException>(() => constitution.Render(ConstitutionStyle.MoreRules));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_their_lines()
    {
        var reading = ConstitutionReader.Read(
            """
            constitution: My Desk
            titel: For a desk
            version: two
            sections:
              - id: letters
                title: Letters
                rules: []
                reasons: ""
              - id: letters
                title: Again
                rules:
                  - inner: list
                reason: People wait.
              - only words
            """,
            "desk.yaml");

        Assert.Null(reading.Constitution);
        Assert.Equal(
            [
                "desk.yaml:1: 'constitution' of the constitution is 'My Desk'; it must be at most 40 lower-case letters, digits and hyphens.",
                "desk.yaml:1: The constitution has no 'title'.",
                "desk.yaml:2: The constitution has no key 'titel' (allowed: constitution, title, version, sections, preamble or general); did you mean 'title'?",
                "desk.yaml:3: 'version' is 'two'; it must be a whole number from 1.",
                "desk.yaml:7: 'rules' of section letters holds nothing.",
                "desk.yaml:8: 'reasons' of section letters is empty.",
                "desk.yaml:9: There is a section letters already, in line 5; each must have its own id.",
                "desk.yaml:9: Section letters has no 'reasons'.",
                "desk.yaml:12: 'rules' of section letters holds keys and values where a word or a list of words must stand.",
                "desk.yaml:13: Section letters has no key 'reason' (allowed: id, title, rules, reasons, more-rules, not or example); did you mean 'reasons'?",
                "desk.yaml:14: Item 3 of 'sections' is text where keys and values must stand.",
            ],
            reading.Mistakes.Select(mistake => mistake.ToString()));
    }

    [Theory]
    [InlineData("", "desk.yaml:1: The file is empty; docs/constitutions.md says how to begin one.")]
    [InlineData("- a\n", "desk.yaml:1: The file holds a list where a constitution has keys such as 'constitution' and 'sections'.")]
    [InlineData("constitution: a\ntitle: A\nsections: []\n", "desk.yaml:3: There are 0 sections; a constitution has 1 to 100.")]
    [InlineData("constitution: a\ntitle: &x A\n", "desk.yaml:2: An anchor or alias (& or *) stands here; a constitution says everything in place. Put the text in quotes if it begins with that sign.")]
    [InlineData("constitution: a\n\ttitle: A\n", "desk.yaml:2: The line is indented with a tab; YAML takes spaces only.")]
    public void What_is_no_constitution_is_answered_with_a_sentence(string text, string sentence)
    {
        Assert.Contains(sentence, ConstitutionReader.Read(text, "desk.yaml").Mistakes.Select(mistake => mistake.ToString()));
    }

    [Fact]
    public void A_file_that_is_no_text_or_too_large_is_not_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("bytes.yaml"), [0x63, 0xFF, 0xFE]);
        using (var large = File.Create(folder.PathOf("large.yaml")))
        {
            large.SetLength(10_000_000);
        }

        Assert.Equal("bytes.yaml:1: The file is not text in UTF-8.", SentenceOf("bytes.yaml"));
        Assert.Equal("large.yaml:1: The file has 10,000,000 bytes; a constitution has at most 1,000,000 letters.", SentenceOf("large.yaml"));
        Assert.StartsWith("none.yaml:1: The file cannot be read:", SentenceOf("none.yaml"), StringComparison.Ordinal);

        string SentenceOf(string name) => Assert.Single(ConstitutionReader.ReadFile(folder.PathOf(name), name).Mistakes).ToString();
    }

    [Fact]
    public void Braces_are_only_braces()
    {
        Assert.Equal("Be of {use}.", Read(Small.Replace("of use", "of {use}", StringComparison.Ordinal)).General);
    }

    [Fact]
    public void The_hash_is_of_what_is_said_and_not_of_how_the_file_is_broken()
    {
        var hash = Read(Small).Hash;

        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, Read("# A remark\n" + Small.Replace("First\n  paragraph", "First paragraph", StringComparison.Ordinal)).Hash);
        Assert.NotEqual(hash, Read(Small.Replace("People wait.", "People wait!", StringComparison.Ordinal)).Hash);
        Assert.NotEqual(hash, Read(Small.Replace("It is not chatter.", "It is not noise.", StringComparison.Ordinal)).Hash);
    }

    private static Constitution Read(string text)
    {
        var reading = ConstitutionReader.Read(text, "desk.yaml");
        Assert.Empty(reading.Mistakes);
        return reading.Constitution!;
    }
}
