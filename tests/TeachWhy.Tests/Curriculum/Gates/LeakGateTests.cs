using System.Text.RegularExpressions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Simulation;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.Curriculum.Gates;

public sealed partial class LeakGateTests
{
    private static readonly LeakGate Gate = LeakGate.OfShipped();

    private const string Before = "The council met on Tuesday and the chair was late, as she often is in spring. ";
    private const string After = " Afterwards there was soup, and the minutes were signed by those who had stayed.";

    public static TheoryData<string> Companies => [.. CompanyLibrary.Shipped.Companies.Select(company => company.Id)];

    // A sentence that says something: a dozen words or more. What is shorter is often anybody's.
    [Theory]
    [MemberData(nameof(Companies))]
    public void No_sentence_of_a_scenario_passes(string company)
    {
        var sentences = Sentences(company).ToList();

        var passed = sentences.Where(sentence => Check(Before + sentence + After) is null).ToList();

        Assert.True(sentences.Count > 40, $"{sentences.Count} sentences");
        Assert.True(passed.Count == 0, $"{passed.Count} of {sentences.Count} passed, such as: {passed.FirstOrDefault()}");
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void Nor_with_every_name_replaced(string company)
    {
        var file = CompanyLibrary.Shipped.Find(company)!;
        var names = file.People.SelectMany(person => person.Record.Name.Split(' ')).Append(file.Company.Name).Where(name => name.Length > 2 && char.IsUpper(name[0])).ToHashSet(StringComparer.Ordinal);
        var sentences = Sentences(company).Select(sentence => Word().Replace(sentence, word => names.Contains(word.Value) ? "Zorbina" : word.Value)).ToList();

        var passed = sentences.Count(sentence => Check(Before + sentence + After) is null);

        Assert.True(passed <= sentences.Count / 20, $"{passed} of {sentences.Count} passed");
    }

    // A mail with its sentences in another order.
    [Theory]
    [MemberData(nameof(Companies))]
    public void Nor_with_its_sentences_in_another_order(string company)
    {
        var mails = CompanyLibrary.Shipped.Find(company)!.Mails.Select(mail => mail.Record.Body).Where(body => body.Length > 400).ToList();

        Assert.All(mails, body => Assert.NotNull(Check(string.Join(' ', Stop().Split(body.ReplaceLineEndings(" ")).Reverse()))));
    }

    [Fact]
    public void The_canary_and_full_names_are_known_alone()
    {
        var company = CompanyLibrary.Shipped.Companies[0];
        var person = company.People.First(p => p.Record.Name.Split(' ').Length == 2).Record.Name;

        Assert.Contains("canary", Check($"See {CompanyReader.Canary.ToUpperInvariant()}."), StringComparison.Ordinal);
        Assert.Contains(company.Id, Check($"Later that day we met {person} at the gate."), StringComparison.Ordinal);
    }

    // Our own pages were written by the same people on the same matters, and are no leak.
    [Fact]
    public void Plain_texts_on_the_same_matters_pass()
    {
        var pages = Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Append(Repository.PathOf("README.md"))
            .Where(path => Path.GetFileName(path) is not ("scenarios.md" or "verdicts.md" or "factors.md" or "suites.md")).ToList();

        var refused = pages.Select(path => (path, Reason: Check(File.ReadAllText(path)))).Where(page => page.Reason is not null).ToList();

        Assert.True(pages.Count > 8);
        Assert.Empty(refused);
    }

    private static string? Check(string text) => Gate.Check(new GatedItem("1", Example.Chat("Be brief.", "What happened then?", text)));

    private static IEnumerable<string> Sentences(string company)
    {
        var file = CompanyLibrary.Shipped.Find(company)!;
        return file.Mails.Select(mail => mail.Record.Body).Append(file.Task).Append(file.Company.Setting)
            .SelectMany(text => Stop().Split(text.ReplaceLineEndings(" "))).Where(sentence => sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 12 && !sentence.Contains('{', StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<=[.!?])\s+", RegexOptions.None, 1000)]
    private static partial Regex Stop();

    [GeneratedRegex(@"\p{L}+", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
