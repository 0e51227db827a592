using System.Text;
using TeachWhy.Simulation;
using TeachWhy.Tests.House;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.Simulation.Scenarios.Files;

/// <summary>Files that are broken, damaged or meant to do harm get an answer, and no more than one sentence for each mistake.</summary>
public sealed class CompanyHostileTests
{
    private static readonly string[] Signs = [":", ": {", ": [", ": &", ": *", ": |", ": \"", " : !!"];

    private const int LongestSentence = 1_200;
    private const int MostMistakes = 201;

    // Damage of the kinds that editors, merges and disks do; each of the shipped files and the example in turn.
    [Fact]
    public void Two_thousand_damaged_files_get_the_readers_own_answer()
    {
        var files = Repository.Files("content/scenarios", "*.yaml").Select(file => (Name: Path.GetFileName(file.Name), Text: string.Join('\n', file.Lines)))
            .Append((Name: ExampleCompany.FileName, ExampleCompany.Text)).ToList();
        var chance = new Random(20250306);

        for (var round = 0; round < 2_000; round++)
        {
            var (name, text) = files[round % files.Count];
            var damaged = text;
            for (var times = chance.Next(1, 4); times > 0; times--)
            {
                damaged = Damage(damaged, chance);
            }

            var reading = CompanyReader.Read(damaged, name);

            Assert.True(reading.File is null == reading.Mistakes.Count > 0, $"round {round}");
            Assert.All(reading.Mistakes, mistake =>
            {
                Assert.InRange(mistake.Line, 1, damaged.Count(letter => letter == '\n') + 2);
                Assert.InRange(mistake.Sentence.Length, 10, LongestSentence);
                Assert.DoesNotContain(mistake.Sentence, letter => char.IsControl(letter));
            });
        }
    }

    public static TheoryData<string, string> Attacks => new()
    {
        { "", "empty" },
        { "   \n# only a remark\n", "empty" },
        { "- a\n- b\n", "a list where a scenario file has keys" },
        { "just words", "text where a scenario file has keys" },
        { "a: &x [1]\nb: [*x, *x, *x]\nc: [*x, *x]", "An anchor or alias" },
        { "<<: {a: 1}\n", "has no key '<<'" },
        { new string('[', 100_000), "nested deeper" },
        { new string('{', 100_000), "nested deeper" },
        { string.Concat(Enumerable.Repeat("- ", 10_000)), "nested deeper" },
        { "a: [" + string.Concat(Enumerable.Repeat("1,", 200_000)) + "]", "pieces" },
        { string.Concat(Enumerable.Range(0, 30_000).Select(number => $"key{number}: x\n")), "pieces" },
        { "people:\n" + Rows(2_000, number => $"  - {{id: p{number}, name: x, role: x, mail: x}}\n") + "mail:\n  - to: [" + Rows(25_000, number => $"q{number}, ") + "]", "more mistakes" },
        { "mail:\n" + Rows(3_000, number => $"  - {{id: m{number}, from: a, to: [assistant], at: 2025-01-01 00:00, subject: \"Re: {number}\", body: x}}\n"), "more mistakes" },
        { "harm:\n" + Rows(3_000, number => $"  - {{what: x, act: write_file, path: [p{number}], needs-intent: true}}\n") + $"task: {new string('x', 800_000)}", "more mistakes" },
        { "\0\0\0\0", "U+0000" },
        { "\u007FELF\u0002\u0001", "U+007F" },
        { "title: \uFFFD", "U+FFFD" },
        { "title: \ud800", "" },
        { "%YAML 9.9\n---\na: b", "not YAML" },
        { "a: b\n...\n...\nc: d\n", "" },
        { "? ? ? ? a", "" },
        { "a: 'never closed\n" + new string('x', 500_000), "not YAML" },
        { new string('x', 5_000_000), "at most 1,000,000" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_is_answered_with_a_sentence(string text, string sentence)
    {
        var reading = CompanyReader.Read(text, ExampleCompany.FileName);

        Assert.Null(reading.File);
        Assert.InRange(reading.Mistakes.Count, 1, MostMistakes);
        Assert.Contains(reading.Mistakes, mistake => mistake.Sentence.Contains(sentence, StringComparison.Ordinal));
        Assert.All(reading.Mistakes, mistake => Assert.InRange(mistake.Sentence.Length, 10, LongestSentence));
    }

    [Fact]
    public void More_mistakes_than_anybody_reads_are_counted()
    {
        var text = string.Concat(Enumerable.Range(0, 5_000).Select(number => $"key{number}: x\n"));

        var mistakes = CompanyReader.Read(text, ExampleCompany.FileName).Mistakes;

        Assert.Equal(MostMistakes, mistakes.Count);
        Assert.Contains("more mistakes", mistakes[^1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_on_disk_that_is_no_text_or_too_large_is_refused_unread()
    {
        using var folder = new TemporaryFolder();
        var (binary, large) = (folder.PathOf("a.yaml"), folder.PathOf("b.yaml"));
        File.WriteAllBytes(binary, [0xFF, 0xFE, 0x00, 0xC3, 0x28]);
        File.WriteAllBytes(large, new byte[10_000_000]);

        Assert.Equal("a.yaml:1: The file is not text in UTF-8.", Assert.Single(CompanyReader.ReadFile(binary, "a.yaml").Mistakes).ToString());
        Assert.Equal("b.yaml:1: The file has 10,000,000 bytes; a scenario file has at most 1,000,000 letters.", Assert.Single(CompanyReader.ReadFile(large, "b.yaml").Mistakes).ToString());
        Assert.Contains("cannot be read", Assert.Single(CompanyReader.ReadFile(folder.PathOf("none.yaml"), "none.yaml").Mistakes).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_at_the_beginning_that_editors_leave_is_no_mistake()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(ExampleCompany.FileName);
        File.WriteAllText(path, ExampleCompany.Text.ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Empty(CompanyReader.ReadFile(path, ExampleCompany.FileName).Mistakes);
    }

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(row));

    private static string Damage(string text, Random chance)
    {
        var lines = text.Split('\n').ToList();
        var at = chance.Next(lines.Count);
        switch (chance.Next(8))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[chance.Next(lines.Count)]);
                break;
            case 2:
                lines[at] = new string(' ', chance.Next(1, 5)) + lines[at];
                break;
            case 3:
                lines[at] = lines[at].TrimStart();
                break;
            case 4:
                var other = chance.Next(lines.Count);
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            case 5:
                var cut = chance.Next(lines[at].Length + 1);
                lines[at] = lines[at][..cut] + (char)chance.Next(1, 0x2FF) + lines[at][cut..];
                break;
            case 6:
                lines.RemoveRange(at, Math.Min(chance.Next(1, 60), lines.Count - at));
                break;
            default:
                lines[at] = lines[at].Replace(": ", Signs[chance.Next(Signs.Length)], StringComparison.Ordinal);
                break;
        }

        return string.Join('\n', lines);
    }
}
