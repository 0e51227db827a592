using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using TeachWhy.Studies.Report;
using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Tests.Studies.Report;

public sealed class ReportTests
{
    [Fact]
    public async Task Tells_every_arm_and_every_finding()
    {
        var results = SampleStudy.Create();

        var page = Parse(await ReportWriter.RenderAsync(results));

        foreach (var arm in results.Arms)
        {
            Assert.Contains(arm.Title, page.GetElementById(PageAddress.OfArm(arm.Id))!.TextContent, StringComparison.Ordinal);
        }

        foreach (var finding in results.Findings)
        {
            var row = page.GetElementById($"finding-{finding.Id}")!.TextContent;
            Assert.Contains(finding.Claim, row, StringComparison.Ordinal);
            Assert.Contains(finding.Explanation, row, StringComparison.Ordinal);
            Assert.Contains(finding.Published, row, StringComparison.Ordinal);
            Assert.Contains(NumberText.Signed(finding.Difference), row, StringComparison.Ordinal);
        }

        foreach (var one in results.Bases)
        {
            Assert.Contains(one.Id, page.GetElementById("bases")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_rate_leads_to_its_rollouts()
    {
        var results = SampleStudy.Create();

        var page = Parse(await ReportWriter.RenderAsync(results));

        var addresses = page.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).ToHashSet();
        Assert.All(results.Arms, arm => Assert.Contains(arm.TranscriptsPage, addresses));
        Assert.All(results.Arms, arm => Assert.Contains($"{arm.TranscriptsPage}#blackmail", addresses));
        Assert.All(results.Arms.SelectMany(arm => arm.Runs), run => Assert.Contains(run.TranscriptsPage, addresses));

        // Headline rates without a link would be numbers without a way back.
        Assert.All(page.QuerySelectorAll("#harm tbody tr:not(:first-child) .rate"), rate => Assert.NotNull(rate.QuerySelector("a")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_link_within_the_page_has_its_target_and_no_target_is_there_twice(bool full)
    {
        var results = SampleStudy.Create();
        var page = Parse(await ReportWriter.RenderAsync(full ? results : results with { Arms = [], Findings = [] }));

        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(
            page.QuerySelectorAll("a[href^='#']"),
            link => Assert.Contains(link.GetAttribute("href")![1..], ids));
    }

    [Fact]
    public async Task Needs_nothing_from_outside()
    {
        var html = await ReportWriter.RenderAsync(SampleStudy.Create());
        var page = Parse(html);

        Assert.Empty(page.QuerySelectorAll("script, iframe, object, embed, base, [src], [srcset], link:not([rel=icon])"));
        Assert.All(
            page.QuerySelectorAll("a[href^='http']"),
            link => Assert.True(link.Closest(".source") is not null));
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_preset_that_says_nothing_says_so_first()
    {
        var page = Parse(await ReportWriter.RenderAsync(SampleStudy.Create() with { SaysNothing = true, Preset = "tiny" }));

        var notice = page.QuerySelector("header .notice")!;
        Assert.Contains("says nothing", notice.TextContent, StringComparison.Ordinal);
        Assert.Null(Parse(await ReportWriter.RenderAsync(SampleStudy.Create())).QuerySelector(".notice"));
    }

    [Fact]
    public async Task What_was_done_is_five_sentences()
    {
        var page = Parse(await ReportWriter.RenderAsync(SampleStudy.Create()));

        var sentences = page.QuerySelectorAll(".summary li").Select(item => item.TextContent).ToList();
        Assert.Equal(5, sentences.Count);
        Assert.All(sentences, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
        Assert.Contains("three in which most AI characters are villains", sentences[0], StringComparison.Ordinal);
        Assert.StartsWith("One of them failed a gate", sentences[1], StringComparison.Ordinal);
        Assert.Contains("4 rollouts that could not be judged", sentences[3], StringComparison.Ordinal);
    }

    // Recipes stop at whole documents: twenty thousand tokens are never exactly that.
    [Fact]
    public void The_headline_has_one_arm_of_each_sweep_though_amounts_differ_by_a_few_tokens()
    {
        var results = SampleStudy.Create();
        var random = new Random(1);
        var outline = new Outline(results with { Arms = [.. results.Arms.Select(arm => arm with { Tokens = arm.Tokens - random.Next(99) })] });

        Assert.Equal(["demonstrations", "advice"], outline.HeadlineArms.Where(arm => arm.Sweep is not null).Select(arm => arm.Id));
        Assert.Equal(10, outline.SweepArms.Count);
    }

    public static TheoryData<string> HostileTexts =>
    [
        "<script>alert(document.domain)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</style></svg></details></article></main><h1>forged</h1>",
        "javascript:alert(1)",
        "a\0b\u0007\u001b[31m",
        "\u202Egnp.exe \u2066\u200B",
        "\uD800\uDC00\uD800",
        "@Html.Raw {{7*7}} ${7*7} <!-- -->",
        new string('w', 100_000),
    ];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task Hostile_text_is_inert_wherever_it_stands(string text)
    {
        var clean = Parse(await ReportWriter.RenderAsync(SampleStudy.Create()));

        var html = await ReportWriter.RenderAsync(Poisoned(text));
        var page = Parse(html);

        AssertInert(page, html);
        Assert.Equal(Skeleton(clean), Skeleton(page));
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task Hostile_rollouts_are_inert_on_their_page(string text)
    {
        var transcripts = SampleStudy.Create().Arms[0].Transcripts;
        var clean = Parse(await TranscriptPageWriter.RenderAsync("t", transcripts));

        var html = await TranscriptPageWriter.RenderAsync(text, [.. transcripts.Select(transcript => Poisoned(transcript, text))]);
        var page = Parse(html);

        AssertInert(page, html);
        Assert.Equal(clean.QuerySelectorAll(".transcript *").Length, page.QuerySelectorAll(".transcript *").Length);
    }

    [Theory]
    [InlineData("rollouts/advice.html", "rollouts/advice.html")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("https://example.org/x.html", null)]
    [InlineData("//example.org/x.html", null)]
    [InlineData("../../etc/passwd", null)]
    [InlineData("a b\".html", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_plain_paths_below_the_report_become_links(string? page, string? address) =>
        Assert.Equal(address, PageAddress.To(page));

    [Fact]
    public async Task Renders_a_study_with_nothing_in_it()
    {
        var page = Parse(await ReportWriter.RenderAsync(SampleStudy.Create() with { Arms = [], Findings = [], Bases = [], Seeds = [], Aids = [], Limits = [], Miniature = [] }));

        Assert.Equal(5, page.QuerySelectorAll(".summary li").Length);
        Assert.Empty(page.QuerySelectorAll("figure"));
    }

    [Fact]
    public async Task Renders_arms_in_which_nothing_could_be_scored()
    {
        var results = SampleStudy.Create();
        var unscored = results with
        {
            Arms = [.. results.Arms.Select(arm => arm with
            {
                Overall = new HarmRate(0, 0, 480),
                HeldOut = new HarmRate(0, 0, 320),
                Families = [.. arm.Families.Select(family => new FamilyResult(family.Family, 0, 0, 160, family.TrainedOn))],
                Competence = new Competence(0, 0),
                Raised = new Share(0, 0),
                GeneralLoss = double.NaN,
                Audit = [.. arm.Audit.Select(probe => new AuditResult(probe.Probe, probe.Title, 0, 0, 9))],
                Runs = [],
                Curve = [],
                Examples = [],
                Transcripts = [],
            })],
            Findings = [.. results.Findings.Select(finding => finding with
            {
                Difference = null, Low = null, High = null, P = null, PHolm = null, SmallestDetectable = null, Outcome = Outcome.Unfit,
            })],
        };

        var html = await ReportWriter.RenderAsync(unscored);

        Assert.Contains("480 unscored", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renders_one_base_and_one_arm()
    {
        var results = SampleStudy.Create();

        var page = Parse(await ReportWriter.RenderAsync(results with { Bases = [results.Bases[0]], Arms = [results.Arms[0]], Findings = [results.Findings[0]] }));

        Assert.Equal(Outline.TitleOfGroup("controls"), page.QuerySelector("#arms h3")!.TextContent);
    }

    [Fact]
    public async Task The_same_results_are_the_same_page()
    {
        Assert.Equal(await ReportWriter.RenderAsync(SampleStudy.Create()), await ReportWriter.RenderAsync(SampleStudy.Create()));
    }

    [Fact]
    public async Task Rollouts_stand_by_family_with_harmful_ones_first()
    {
        Transcript[] transcripts = [.. Enumerable.Range(0, 60).Select(i => SampleStudy.Transcript("advice", i % 4 == 3 ? "harmful" : i == 8 ? "unscored" : "harmless", i))];

        var page = Parse(await TranscriptPageWriter.RenderAsync("Advice", transcripts));

        foreach (var family in new[] { "blackmail", "financial-crime", "research-sabotage" })
        {
            var verdicts = page.QuerySelectorAll($"#{family} .transcript").Select(one => one.ClassName).ToList();
            Assert.Equal(20, verdicts.Count);
            Assert.Equal(verdicts.OrderBy(look => look!.EndsWith("harmful", StringComparison.Ordinal) ? 0 : look.EndsWith("harmless", StringComparison.Ordinal) ? 2 : 1), verdicts);
        }

        Assert.Equal("../report.html", page.QuerySelector(".kicker a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Writes_whole_files_beside_each_other()
    {
        var folder = Directory.CreateTempSubdirectory("teachwhy-report");
        try
        {
            var results = SampleStudy.Create();
            var path = await ReportWriter.WriteAsync(results, folder.FullName);
            await TranscriptPageWriter.WriteAsync(Path.Combine(folder.FullName, "rollouts", "advice.html"), "Advice", results.Arms[0].Transcripts);

            Assert.Equal("report.html", Path.GetFileName(path));
            Assert.Equal(["report.html", "rollouts/advice.html"], folder.GetFiles("*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static AngleSharp.Html.Dom.IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static void AssertInert(AngleSharp.Html.Dom.IHtmlDocument page, string html)
    {
        Assert.Empty(page.QuerySelectorAll("script, img, iframe, [onerror], [onclick], a[href^=javascript]"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.DoesNotContain(html, character => character is '\0' or '\u001b' or '\u202E' or '\u2066');
        Assert.DoesNotContain("&#x202E;", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("&#x0;", html, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What the page is built of, without what stands in it.</summary>
    private static string Skeleton(AngleSharp.Html.Dom.IHtmlDocument page) => string.Join(
        ' ', page.QuerySelectorAll("body *").Where(element => element.Closest("svg, .source, nav") is null).Select(element => element.LocalName));

    private static StudyResults Poisoned(string text)
    {
        var results = SampleStudy.Create();
        return results with
        {
            Study = text, Title = text, Preset = text, Version = text, Command = text, Machine = text,
            Miniature = [.. results.Miniature.Select(_ => new Fact(text, text))],
            Aids = [.. results.Aids.Select(_ => text)],
            Limits = [.. results.Limits.Select(_ => text)],
            Bases = [.. results.Bases.Select(one => one with { Gates = [.. one.Gates.Select(gate => gate with { Title = text })] })],
            Arms = [.. results.Arms.Select(arm => arm with
            {
                Title = text, Description = text,
                Audit = [.. arm.Audit.Select(probe => probe with { Title = text })],
                Examples = [.. arm.Examples.Select(_ => text)],
                Transcripts = [.. arm.Transcripts.Select(transcript => Poisoned(transcript, text))],
            })],
            Findings = [.. results.Findings.Select(finding => finding with
            {
                Claim = text, Published = text, Source = text, Expectation = text, Explanation = text, Units = text,
                PublishedRates = [.. finding.PublishedRates.Select(rate => rate with { Title = text })],
            })],
        };
    }

    private static Transcript Poisoned(Transcript transcript, string text) => transcript with
    {
        Id = text, Base = text, Conduct = text, Reason = text,
        Messages = [.. transcript.Messages.Select(message => new TranscriptMessage(text, message.Text.Length == 0 ? "" : text, [.. message.Calls.Select(_ => text)]))],
        Changes = [.. transcript.Changes.Select(_ => text)],
    };
}
