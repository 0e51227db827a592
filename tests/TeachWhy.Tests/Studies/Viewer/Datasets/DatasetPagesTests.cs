using AngleSharp.Dom;
using TeachWhy.Studies.Viewer;
using TeachWhy.Studies.Viewer.Datasets;

namespace TeachWhy.Tests.Studies.Viewer.Datasets;

/// <summary>The pages of a dataset, by their addresses.</summary>
public sealed class DatasetPagesTests : IDisposable
{
    private readonly SampleShelf _shelf = new();

    [Fact]
    public async Task The_list_has_datasets_beside_logs_and_says_what_is_wrong_with_one_in_a_sentence()
    {
        _shelf.Add("logs/a.eval", SampleLog.Create());
        SampleDataset.Complete(PathOf("data/advice"));
        SampleDataset.Complete(PathOf("data/stopped")).Manifest("false", 96, "\"The budget of $2 is used up.\"");
        new SampleDataset(PathOf("data/begun")).Begin();
        SampleDataset.Complete(PathOf("data/broken")).Write("manifest.json", ["{\"complete\": tru"]);
        SampleDataset.Complete(PathOf("data/gone"));
        File.Delete(PathOf("data/gone/data.jsonl"));
        File.WriteAllText(PathOf("data/foreign.jsonl"), "{\"text\":\"A page.\"}\n");
        File.WriteAllText(PathOf("data/metrics.jsonl"), "{\"step\":1,\"loss\":2.5}\n");

        var page = await PageAsync("/");

        var rows = page.QuerySelectorAll("[aria-labelledby=datasets] tbody tr").ToDictionary(row => row.QuerySelector("th a")!.TextContent, row => row.TextContent, StringComparer.Ordinal);
        Assert.Equal(["data/advice", "data/begun", "data/broken", "data/foreign.jsonl", "data/gone", "data/stopped"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("complete", rows["data/advice"], StringComparison.Ordinal);
        Assert.Contains("incomplete", rows["data/stopped"], StringComparison.Ordinal);
        Assert.Contains("begun", rows["data/begun"], StringComparison.Ordinal);
        Assert.Contains("manifest.json is not as TeachWhy writes it", rows["data/broken"], StringComparison.Ordinal);
        Assert.Contains("data.jsonl is not there", rows["data/gone"], StringComparison.Ordinal);
        Assert.Contains("from elsewhere", rows["data/foreign.jsonl"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_says_what_it_was_made_with_and_its_counts_lead_to_the_examples_behind_them()
    {
        SampleDataset.Complete(PathOf("advice"));

        var page = await PageAsync(Address("advice"));

        var text = page.QuerySelector("main")!.TextContent;
        Assert.All(
            ["difficult-advice", "openai/example-author", "A constitution for agents", "e1b098c3", "situation", "500 requests", "$1.25", "3 items of 123", "The answer could not be read.", "complete"],
            fact => Assert.Contains(fact, text, StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll(".shortcomings"));
        Assert.Equal(["principles", "draft", "review", "answer", "rewrite"], page.QuerySelectorAll("[aria-labelledby=stages] tbody th").Select(head => head.TextContent.Trim()));
        Assert.Equal(["form", "leak", "lint", "duplicate"], page.QuerySelectorAll("[aria-labelledby=gates] tbody th").Select(head => head.TextContent.Trim()));
        foreach (var (link, count) in new[] { ("[aria-labelledby=sections] tbody a", 32), ("[aria-labelledby=gates] tbody a", 12) })
        {
            var list = await PageAsync(page.QuerySelector(link)!.GetAttribute("href")!);
            Assert.StartsWith($"{count} examples of", list.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(count, list.QuerySelectorAll("#examples ~ .scroll tbody tr").Length);
        }
    }

    [Fact]
    public async Task A_list_is_cut_into_pages_and_narrowed_by_section_gate_and_words()
    {
        SampleDataset.Complete(PathOf("advice"));
        var address = Address("advice");

        var (second, refused, found) = (await PageAsync($"{address}?page=2"), await PageAsync($"{address}?list=refused&gate=lint&section=honesty"), await PageAsync($"{address}?text=LORRY%2057%20is"));

        Assert.Equal(96 - DatasetSearch.PageSize, Rows(second).Count());
        Assert.Contains("Page 2 of 2", second.QuerySelector(".pages")!.TextContent, StringComparison.Ordinal);
        Assert.All(Rows(refused), row => Assert.Contains("lint", row.TextContent, StringComparison.Ordinal));
        Assert.Equal(4, Rows(refused).Count());
        Assert.Equal("item 57", Rows(found).Single().QuerySelector("th small")!.TextContent);
        Assert.Equal("lorry 57 is", (await PageAsync(Rows(found).Single().QuerySelector("a")!.GetAttribute("href")!)).QuerySelector("mark.found")!.TextContent);
    }

    [Fact]
    public async Task An_example_is_shown_as_it_is_trained_on_with_its_making_in_the_order_of_the_chain()
    {
        SampleDataset.Complete(PathOf("advice"));

        var page = await PageAsync($"{Address("advice")}/passed-1");

        Assert.Equal(["Model"], page.QuerySelectorAll(".message.trained h3").Select(head => head.TextContent));
        Assert.Equal(SampleDataset.Answer(0), page.QuerySelector(".message.trained .said .model-text")!.TextContent);
        Assert.Contains("about 47, of which 22 are trained on", page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Principles", "Draft", "Review", "Answer", "Rewrite"], page.QuerySelectorAll(".making h3").Select(head => head.FirstChild!.TextContent.Split(',')[0].Trim()));
        Assert.Contains("shared with other items", page.QuerySelector(".making .step")!.TextContent, StringComparison.Ordinal);
        var rewrite = page.QuerySelectorAll(".making .step")[4];
        Assert.Contains("a new version of the answer", rewrite.QuerySelector("h3")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It might perhaps be best to sign", string.Join(' ', rewrite.QuerySelectorAll("del").Select(gone => gone.TextContent)), StringComparison.Ordinal);
        Assert.Contains("It hedges.", rewrite.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_example_says_which_gate_and_why_and_one_goes_on_through_the_same_list()
    {
        SampleDataset.Complete(PathOf("advice"));

        var page = await PageAsync($"{Address("advice")}/refused-3?gate=lint");

        Assert.Contains("Refused by lint", page.QuerySelector(".judgment")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It says what item 13 says.", page.QuerySelector(".judgment")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2 of 12", page.QuerySelector(".place")!.TextContent);
        Assert.EndsWith("/refused-5?list=refused&gate=lint", page.QuerySelector("a[rel=next]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith("/refused-1?list=refused&gate=lint", page.QuerySelector("a[rel=prev]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incomplete", "IncompleteThe budget of $2 is used up.")]
    [InlineData("begun", "Not finishedIt is still being made, or was stopped")]
    [InlineData("changed", "Something is wrong with itdata.jsonl has 2 examples and the manifest says 96")]
    [InlineData("broken", "1 line of data.jsonl is no JSON object")]
    public async Task What_is_not_whole_is_said_loudly(string what, string said)
    {
        var dataset = what == "begun" ? new SampleDataset(PathOf("advice")).Begin() : SampleDataset.Complete(PathOf("advice"));
        switch (what)
        {
            case "incomplete":
                dataset.Manifest("false", 96, "\"The budget of $2 is used up.\"");
                break;
            case "changed":
                dataset.Write("data.jsonl", ["{\"text\":\"a\"}", "{\"text\":\"b\"}"]);
                break;
            case "broken":
                dataset.Write("data.jsonl", ["{\"text\":\"a\"}", "{\"text\":"]);
                break;
        }

        var notice = (await PageAsync(Address("advice"))).QuerySelector(".shortcomings")!.TextContent;

        Assert.Contains(said, string.Join(' ', notice.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_being_made_is_looked_at_stage_by_stage()
    {
        new SampleDataset(PathOf("advice")).Begin();
        var dataset = await PageAsync(Address("advice"));

        var stage = await PageAsync(dataset.QuerySelectorAll("[aria-labelledby=stages] tbody a").Single(link => link.TextContent == "review").GetAttribute("href")!);
        var piece = await PageAsync(stage.QuerySelector("tbody a")!.GetAttribute("href")!);

        Assert.Contains("120 pieces", stage.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(SampleDataset.User(0), piece.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Everything made for 0", piece.QuerySelector("#making")!.TextContent);
        Assert.EndsWith("/stages/review/2", piece.QuerySelector("a[rel=next]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    public static TheoryData<string> Nowhere => new(
        "/datasets", "/datasets/none", "/datasets/none/passed-1", "{0}/passed-0", "{0}/passed-97", "{0}/passed-99999999999", "{0}/passed--1", "{0}/refused-25", "{0}/passed-1/m9.txt", "{0}/passed-1/m1",
        "{0}/stages", "{0}/stages/none", "{0}/stages/draft/0", "{0}/stages/draft/121", "{0}/stages/..%2f..%2fdata", "{0}/../../etc/passwd", "{0}/stages/held");

    [Theory]
    [MemberData(nameof(Nowhere))]
    public async Task An_address_that_names_nothing_is_answered_with_404(string address)
    {
        SampleDataset.Complete(PathOf("advice"));
        File.WriteAllText(PathOf("advice/stages/held"), "");

        var answer = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Address("advice"))));

        Assert.Equal(404, answer.Status);
    }

    public void Dispose() => _shelf.Dispose();

    private static IEnumerable<IElement> Rows(IDocument page) => page.QuerySelectorAll("#examples ~ .scroll tbody tr");

    private string PathOf(string name) => Path.Combine(_shelf.Root, name);

    private string Address(string name) => $"/datasets/{_shelf.Library.Look().Datasets.Single(dataset => dataset.Name == name).Key}";

    private async Task<IDocument> PageAsync(string address)
    {
        var answer = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf(address));
        Assert.Equal((200, ViewerAnswer.Html), (answer.Status, answer.Type));
        var page = PageChecks.Parse(answer.Text);
        PageChecks.AssertSound(page);
        Assert.DoesNotContain(_shelf.Root, answer.Text, StringComparison.Ordinal);
        return page;
    }
}
