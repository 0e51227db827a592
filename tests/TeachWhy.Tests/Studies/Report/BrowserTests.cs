using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using TeachWhy.Studies.Report;
using TeachWhy.Studies.Results;

namespace TeachWhy.Tests.Studies.Report;

/// <summary>The page as a browser lays it out, in frames of the width of a phone and of a screen.</summary>
public sealed class BrowserTests
{
    private sealed record Layout(int Width, int Overflow, string[] Outside, string Paper, string Ink, int SmallestText, int Charts);

    [BrowserFact]
    public async Task The_report_fits_a_phone_and_a_screen_in_light_and_dark()
    {
        var html = await ReportWriter.RenderAsync(SampleStudy.Create());

        var light = await LayOutAsync(html, dark: false);
        var dark = await LayOutAsync(html, dark: true);

        Assert.All([.. light, .. dark], AssertFits);
        Assert.NotEqual(light[0].Paper, dark[0].Paper);
        Assert.NotEqual(light[0].Ink, dark[0].Ink);

        // Four figures, each drawn for either width and shown in one.
        Assert.All([.. light, .. dark], layout => Assert.Equal(4, layout.Charts));
    }

    [BrowserFact]
    public async Task Endless_words_do_not_widen_the_page()
    {
        var word = new string('w', 3_000);
        var results = SampleStudy.Create();
        var html = await ReportWriter.RenderAsync(results with
        {
            Title = word,
            Command = word,
            Machine = word,
            Findings = [.. results.Findings.Take(2).Select(finding => finding with { Claim = word, Explanation = word, Published = word, Units = word, Source = word })],
            Arms = [.. results.Arms.Take(3).Select(arm => arm with { Title = word, Description = word, Examples = [word] })],
        });

        Assert.All(await LayOutAsync(html, dark: false), AssertFits);
    }

    [BrowserFact]
    public async Task A_page_of_rollouts_fits_a_phone()
    {
        var word = new string('w', 3_000);
        var transcript = SampleStudy.Transcript("advice", "harmful", 0) with { Reason = word, Conduct = word, Messages = [new TranscriptMessage("assistant", word, [word])], Changes = [word] };

        Assert.All(await LayOutAsync(await TranscriptPageWriter.RenderAsync(word, [transcript]), dark: false), AssertFits);
    }

    private static void AssertFits(Layout layout)
    {
        Assert.True(layout.Overflow <= 0, $"At {layout.Width} px the page is {layout.Overflow} px too wide.");
        Assert.True(layout.Outside.Length == 0, $"At {layout.Width} px outside of the page: {string.Join(", ", layout.Outside)}");
        Assert.True(layout.SmallestText >= 9, $"At {layout.Width} px some text is only {layout.SmallestText} px high.");
    }

    /// <summary>The report allows no script, so a page around it looks into frames of several widths.</summary>
    private static async Task<Layout[]> LayOutAsync(string html, bool dark)
    {
        const string Measure = """
            function measure(frame) {
              const page = frame.contentDocument, root = page.documentElement, width = frame.clientWidth;
              const shown = [...page.body.querySelectorAll('*')].filter(e => e.checkVisibility() && !e.closest('svg *'));
              const outside = shown.filter(e => !e.closest('.scroll > *') && (e.getBoundingClientRect().right > width + 1 || e.getBoundingClientRect().left < -1));
              const texts = [...page.querySelectorAll('svg.chart text')].filter(e => e.checkVisibility()).map(e => e.getScreenCTM().a * parseFloat(getComputedStyle(e).fontSize));
              const style = getComputedStyle(page.body);
              return {
                Width: width, Overflow: root.scrollWidth - width, Outside: outside.slice(0, 5).map(e => `${e.localName}.${e.className}`),
                Paper: style.backgroundColor, Ink: style.color, SmallestText: Math.round(Math.min(99, ...texts)),
                Charts: [...page.querySelectorAll('figure svg.chart')].filter(e => e.checkVisibility()).length,
              };
            }
            addEventListener('load', () => {
              document.getElementById('layout').textContent = JSON.stringify([...document.querySelectorAll('iframe')].map(measure));
            });
            """;
        var frames = string.Concat(new[] { 360, 740, 1200 }.Select(width =>
            $"<iframe style=\"border:0;width:{width}px;height:900px\" srcdoc=\"{WebUtility.HtmlEncode(html)}\"></iframe>"));
        var dump = await Browser.DumpAsync($"<!DOCTYPE html><pre id=\"layout\"></pre>{frames}<script>{Measure}</script>", dark);
        var measured = Regex.Match(dump, "<pre id=\"layout\">(?<json>.*?)</pre>", RegexOptions.Singleline).Groups["json"].Value;
        return JsonSerializer.Deserialize<Layout[]>(WebUtility.HtmlDecode(measured))!;
    }
}
