using System.Web;
using AngleSharp.Dom;
using TeachWhy.Simulation;
using TeachWhy.Studies.Statistics;
using TeachWhy.Studies.Viewer;

namespace TeachWhy.Tests.Studies.Viewer;

public sealed class ViewerPagesTests : IDisposable
{
    private readonly SampleShelf _shelf = SampleShelf.Full();

    private string Large => $"/logs/{_shelf.KeyOf("logs/large.eval")}";

    private string Sides => $"/sides?first={_shelf.KeyOf("logs/large.eval")}&second={_shelf.KeyOf("logs/small.eval")}";

    [Fact]
    public async Task Every_page_can_be_used_by_keyboard_and_screen_reader_and_leads_nowhere_else()
    {
        var foreign = $"/logs/{_shelf.KeyOf("logs/theory.eval")}";
        var rollout = (await PageAsync(Large)).QuerySelector("tbody th a[href*='/logs/']")!.GetAttribute("href")!;
        var other = (await PageAsync(foreign)).QuerySelector("tbody th a[href*='/logs/']")!.GetAttribute("href")!;
        var side = (await PageAsync(Sides)).QuerySelector("tbody th a")!.GetAttribute("href")!;

        foreach (var address in new[] { "/", Large, $"{Large}?verdict=harmful", $"{Large}?text=affair", $"{Large}?family=nothing", rollout, $"{rollout}?text=Marek", foreign, other, Sides, $"{Sides}&only=different", side })
        {
            PageChecks.AssertSound(await PageAsync(address));
        }

        PageChecks.AssertSound(await PageAsync("/nowhere", 404));
    }

    [Fact]
    public async Task The_list_shows_every_log_every_study_and_what_is_wrong_with_a_damaged_one()
    {
        _shelf.AddDamaged("logs/running.eval.journal");

        var page = await PageAsync("/");

        var rows = page.QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();
        Assert.Equal(5, rows.Count);
        Assert.Contains(rows, row => row.Contains("broken.eval", StringComparison.Ordinal) && row.Contains("ends in the middle of its third sample", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("theory_of_mind", StringComparison.Ordinal) && row.Contains("scores of its own", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("Does teaching an AI why", StringComparison.Ordinal));
        Assert.Contains("logs/running.eval", page.QuerySelector(".unfinished")!.TextContent, StringComparison.Ordinal);
        var log = SampleLog.Create();
        var rate = log.Summary.All;
        var large = rows.Single(row => row.Contains("large.eval", StringComparison.Ordinal));
        Assert.Contains(NumberText.Percent(rate.Interval.Rate), large, StringComparison.Ordinal);
        Assert.Contains(NumberText.PercentRange(rate.Interval.Low, rate.Interval.High), large, StringComparison.Ordinal);
        Assert.Contains("anthropic/example-large", large, StringComparison.Ordinal);
    }

    // The number of a cell is the way back to the rollouts that made it.
    [Fact]
    public async Task Every_cell_leads_to_as_many_rollouts_as_it_counts()
    {
        var page = await PageAsync(Large);

        var cells = page.QuerySelectorAll(".cells tbody tr").Where(row => row.QuerySelector(".rate a") is not null).ToList();
        Assert.True(cells.Count > 8);
        foreach (var cell in cells)
        {
            var numbers = cell.QuerySelectorAll("td.right").Select(number => int.Parse(number.TextContent, System.Globalization.NumberStyles.AllowThousands)).ToList();
            var list = await PageAsync(cell.QuerySelector(".rate a")!.GetAttribute("href")!);
            var verdicts = VerdictsOf(list);
            Assert.Equal(numbers[0] + numbers[3], verdicts.Count);
            Assert.Equal(numbers[1], verdicts.Count(verdict => verdict == "harmful"));
            Assert.Equal(numbers[2], verdicts.Count(verdict => verdict == "weaker harm"));
            Assert.Equal(numbers[3], verdicts.Count(verdict => verdict == "unscored"));
        }
    }

    [Theory]
    [InlineData("family=leaking")]
    [InlineData("company=linden-press&verdict=harmful")]
    [InlineData("factor.goal=explicit&factor.threat=none")]
    [InlineData("conduct=Raised&awareness=SaysTest")]
    [InlineData("end=MessageLimit")]
    [InlineData("kind=benign")]
    [InlineData("text=FRIDAY%27S+CHANGE")]
    public async Task A_filter_finds_what_it_says_and_nothing_else(string filter)
    {
        var log = SampleLog.Create();
        var query = SampleQuery.Of(HttpUtility.ParseQueryString(filter).AllKeys.Select(key => KeyValuePair.Create(key!, HttpUtility.ParseQueryString(filter)[key]!)));
        var expected = log.Samples.Where((sample, number) => query.Matches(sample) && (query.Text is not { } text || SampleSearch.Holds(log.Read(number), text))).Select(sample => SampleKey.Of(sample.Id, sample.Epoch));

        var page = await PageAsync($"{Large}?{filter}");

        var found = page.QuerySelectorAll(".list tbody th a").Select(link => link.GetAttribute("href")!.Split('?')[0].Split('/')[^1]).ToList();
        Assert.NotEmpty(found);
        Assert.True(found.Count < log.Samples.Count);
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.All(page.QuerySelectorAll(".list tbody th a"), link => Assert.EndsWith(query.Address(), link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Next_goes_through_every_rollout_of_the_list_once_and_previous_back()
    {
        var page = await PageAsync($"{Large}?verdict=harmless");
        var list = page.QuerySelectorAll(".list tbody th a").Select(link => link.GetAttribute("href")!).ToList();

        var walked = new List<string> { list[0] };
        while ((await PageAsync(walked[^1])).QuerySelector("a[rel=next]")?.GetAttribute("href") is { } next)
        {
            walked.Add(next);
        }

        Assert.Equal(list, walked);
        Assert.Equal(list[^2], (await PageAsync(list[^1])).QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Null((await PageAsync(list[0])).QuerySelector("a[rel=prev]"));
    }

    [Fact]
    public async Task The_judgment_is_marked_in_the_message_that_it_points_to()
    {
        var page = await PageAsync((await PageAsync($"{Large}?verdict=harmful&family=blackmail")).QuerySelector(".list tbody th a")!.GetAttribute("href")!);

        var judged = page.QuerySelectorAll(".message.judged").Single();
        Assert.Equal("m5", judged.Id);
        Assert.Contains("send_email", judged.QuerySelector(".call.judged")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(SampleLog.Quote, judged.QuerySelectorAll("mark.evidence").Single().TextContent);
        Assert.Equal("He is the only one who can stop it.", page.GetElementById("m3")!.QuerySelectorAll(".thought mark").Single().TextContent);
        Assert.Equal("#m5", page.QuerySelector("a.to-act")!.GetAttribute("href"));
        Assert.Contains("blackmail keywords: not harmful", page.QuerySelector(".judgment")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Answer of read_mail", page.QuerySelector("#m4 h3")!.TextContent);
    }

    // A whole inbox would hide what the model did; what was searched for in it must be seen all the same.
    [Fact]
    public async Task A_long_prompt_is_folded_unless_something_in_it_is_marked()
    {
        var inbox = string.Concat(Enumerable.Repeat("Another mail about the rota.\n", 200)) + "The very last word: petunia.";
        _shelf.Add("logs/long.eval", SampleLog.Create(4, change: sample => sample with { Messages = [new LoggedMessage("user", inbox), .. sample.Messages.Skip(2)] }));
        var rollout = (await PageAsync($"/logs/{_shelf.KeyOf("logs/long.eval")}")).QuerySelector(".list tbody th a")!.GetAttribute("href")!;

        var (folded, found) = (await PageAsync(rollout), await PageAsync($"{rollout}?text=petunia"));

        Assert.Equal(inbox, folded.QuerySelector("#m1 details:not([open]) .said")!.TextContent.Trim());
        Assert.Contains($"{inbox.Length:N0} characters", folded.QuerySelector("#m1 summary")!.TextContent, StringComparison.Ordinal);
        Assert.Null(found.QuerySelector("#m1 details"));
        Assert.Equal("petunia", found.QuerySelector("#m1 mark.found")!.TextContent);
    }

    [Fact]
    public async Task What_became_of_the_workplace_is_told()
    {
        var page = await PageAsync((await PageAsync($"{Large}?verdict=harmful")).QuerySelector(".list tbody th a")!.GetAttribute("href")!);

        var tables = page.QuerySelectorAll(".workplace details").ToDictionary(table => table.QuerySelector("summary")!.FirstChild!.TextContent.Trim(), StringComparer.Ordinal);
        Assert.Contains("+ new", tables["Sent mail"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Marek Dunne", tables["Sent mail"].TextContent, StringComparison.Ordinal);
        Assert.Equal(("open", "closed"), (tables["Alerts"].QuerySelector("del")!.TextContent, tables["Alerts"].QuerySelector("ins")!.TextContent));
        Assert.Contains("− gone", tables["Calendar"].TextContent, StringComparison.Ordinal);
        Assert.True(tables["Alerts"].HasAttribute("open"));
        Assert.False(tables["Inbox"].HasAttribute("open"));
    }

    [Fact]
    public async Task Two_logs_are_matched_by_sample_and_playing_and_can_be_narrowed_to_those_that_differ()
    {
        var (all, different) = (await PageAsync(Sides), await PageAsync($"{Sides}&only=different"));

        Assert.Equal(48, all.QuerySelectorAll("tbody tr").Length);
        Assert.All(different.QuerySelectorAll("tbody tr"), row => Assert.NotEqual(row.QuerySelectorAll(".badge")[0].TextContent, row.QuerySelectorAll(".badge")[1].TextContent));
        Assert.Equal(all.QuerySelectorAll("tbody tr").Count(row => row.QuerySelectorAll(".badge")[0].TextContent != row.QuerySelectorAll(".badge")[1].TextContent), different.QuerySelectorAll("tbody tr").Length);

        var side = await PageAsync(different.QuerySelector("tbody th a")!.GetAttribute("href")!);
        Assert.Equal(2, side.QuerySelectorAll(".sides > section").Length);
        Assert.NotNull(side.GetElementById("m5-first"));
        Assert.NotNull(side.GetElementById("m5-second"));
        Assert.NotNull(side.QuerySelector("a[rel=next]"));
    }

    // Only summaries are looked at: reading a message would fail.
    [Fact]
    public async Task A_hundred_thousand_samples_are_listed_a_page_at_a_time()
    {
        var log = SampleLog.Create(100_000, change: _ => throw new InvalidOperationException("A message was read."));
        _shelf.Add("logs/huge.eval", log);
        var huge = $"/logs/{_shelf.KeyOf("logs/huge.eval")}";

        var (first, last) = (await PageAsync(huge), await PageAsync($"{huge}?page=1000"));

        Assert.Equal(SampleSearch.PageSize, first.QuerySelectorAll(".list tbody tr").Length);
        Assert.Equal(SampleSearch.PageSize, last.QuerySelectorAll(".list tbody tr").Length);
        Assert.Contains("Page 1000 of 1000", last.QuerySelector("nav.pages")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_reads_no_more_than_one_page_needs_and_goes_on_from_there()
    {
        var read = 0;
        _shelf.Add("logs/huge.eval", SampleLog.Create(5_000, change: sample => { read++; return sample; }));

        var page = await PageAsync($"/logs/{_shelf.KeyOf("logs/huge.eval")}?text=not+to+be+found");

        Assert.Equal(SampleSearch.MostRead, read);
        var on = page.QuerySelector("nav.pages a")!.GetAttribute("href")!;
        Assert.Contains("from=2000", on, StringComparison.Ordinal);
        await PageAsync(on.Split('#')[0]);
        Assert.Equal(2 * SampleSearch.MostRead, read);
    }

    public void Dispose() => _shelf.Dispose();

    private async Task<IDocument> PageAsync(string address, int status = 200)
    {
        var answer = await _shelf.Pages.AnswerAsync(RequestOf(address));
        Assert.Equal(status, answer.Status);
        Assert.Equal(ViewerAnswer.Html, answer.Type);
        return PageChecks.Parse(answer.Text);
    }

    internal static ViewerRequest RequestOf(string address)
    {
        var uri = new Uri(new Uri("http://localhost"), address);
        var fields = HttpUtility.ParseQueryString(uri.Query);
        return new ViewerRequest(Uri.UnescapeDataString(uri.AbsolutePath), [.. fields.AllKeys.Select(key => KeyValuePair.Create(key!, fields[key]!))]);
    }

    private static List<string> VerdictsOf(IDocument page) => [.. page.QuerySelectorAll(".list tbody .badge").Select(badge => badge.TextContent.Trim().Split(' ', 2)[1])];
}
