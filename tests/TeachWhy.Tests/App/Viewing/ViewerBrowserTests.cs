using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TeachWhy.Tests.Studies.Report;
using TeachWhy.Tests.Studies.Viewer;
using TeachWhy.Tests.Studies.Viewer.Datasets;
using Browser = TeachWhy.Tests.Studies.Report.Browser;

namespace TeachWhy.Tests.App.Viewing;

/// <summary>The viewer in a real browser, driven by Playwright.</summary>
public sealed class ViewerBrowserTests : IAsyncLifetime
{
    private const string Attack = "<script>document.title='owned'</script><img src=\"http://evil.example/x.png\" onerror=\"document.title='owned'\"><style>body{display:none}</style>\u0007\u202Etxet <a href=\"http://evil.example\">click</a>";

    // A machine that is busy with other tests is no reason to fail.
    private const float MostMilliseconds = 180_000;

    private readonly SampleShelf _shelf = SampleShelf.Full();
    private readonly ConcurrentBag<string> _requests = [];
    private readonly ConcurrentBag<string> _troubles = [];
    private RunningViewer _viewer = null!;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync() => _viewer = await RunningViewer.StartAsync(_shelf);

    [BrowserFact]
    public async Task A_transcript_full_of_markup_and_control_characters_is_shown_as_text_and_fetches_nothing()
    {
        var text = Attack + string.Concat(Enumerable.Repeat("five megabytes ", (5 << 20) / 15));
        var log = HostileTextTests.Hostile(text);
        _shelf.Add("logs/hostile.eval", log);
        var page = await OpenAsync($"/logs/{_shelf.KeyOf("logs/hostile.eval")}/{log.Keys[0]}");

        Assert.StartsWith("<script>document.title='owned'</script><img src=\"http://evil.example/x.png\"", await page.Locator("#m3 .said .model-text").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("␇⟨U+202E⟩txet", await page.Locator("#m3 .said").InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEqual("owned", await page.TitleAsync());
        Assert.True(await page.Locator("#m3").IsVisibleAsync());
        Assert.Equal(0, await page.Locator("main img, main script, main style").CountAsync());

        await page.Locator("#m3 .said .rest").ClickAsync();
        Assert.Equal("text/plain", await page.EvaluateAsync<string>("document.contentType"));
        await page.WaitForLoadStateAsync(LoadState.Load);
        Assert.Equal(text.Length, await page.EvaluateAsync<int>("document.body.textContent.length"));
        AssertQuiet();
    }

    [BrowserFact]
    public async Task Keys_go_to_the_next_rollout_and_back_and_to_the_act()
    {
        var page = await OpenAsync(await FirstAsync("?verdict=harmful&family=blackmail"));
        foreach (var (key, place) in new[] { ("j", "2 of 3"), ("k", "1 of 3"), ("ArrowRight", "2 of 3"), ("j", "3 of 3"), ("ArrowLeft", "2 of 3"), ("k", "1 of 3") })
        {
            await page.Keyboard.PressAsync(key);
            await page.Locator(".place").Filter(new() { HasText = place }).First.WaitForAsync();
        }

        await page.Keyboard.PressAsync("a");
        await page.Locator("#m5:target").WaitForAsync();
        AssertQuiet();
    }

    [BrowserFact]
    public async Task A_link_to_a_message_is_marked_and_stays_where_it_is_after_a_reload()
    {
        var page = await OpenAsync(await FirstAsync("?verdict=harmful"));

        await page.Locator("a.to-act").ClickAsync();
        await page.ReloadAsync();

        Assert.EndsWith("#m5", page.Url, StringComparison.Ordinal);
        Assert.True(await page.Locator("#m5").EvaluateAsync<bool>("element => element.matches(':target')"));
        Assert.NotEqual("rgba(0, 0, 0, 0)", await page.Locator("#m5").EvaluateAsync<string>("element => getComputedStyle(element).backgroundColor"));
        Assert.True(await page.EvaluateAsync<bool>("document.getElementById('m5').getBoundingClientRect().top < innerHeight"));
        AssertQuiet();
    }

    [BrowserFact]
    public async Task A_form_filters_without_a_script()
    {
        var page = await OpenAsync($"/logs/{_shelf.KeyOf("logs/large.eval")}", scripts: false);

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Family" }).SelectOptionAsync("leaking");
        await page.GetByLabel("Words in messages").FillAsync("handover to the new system");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await ShowsAsync(page, "family=leaking");

        Assert.Equal("leaking", await page.GetByRole(AriaRole.Combobox, new() { Name = "Family" }).InputValueAsync());
        Assert.Equal("handover to the new system", await page.GetByLabel("Words in messages").InputValueAsync());
        Assert.Equal(16, await page.Locator(".list tbody tr").CountAsync());
        await page.Locator(".list tbody th a").First.ClickAsync();
        Assert.NotEqual(0, await page.Locator("mark.found").CountAsync());

        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lay side by side" }).ClickAsync();
        await ShowsAsync(page, "only=different");
        AssertQuiet();
    }

    [BrowserFact]
    public async Task The_first_tab_leads_past_the_navigation_and_focus_can_be_seen()
    {
        var page = await OpenAsync(await FirstAsync(""));

        await page.Keyboard.PressAsync("Tab");

        Assert.Equal("#main", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.getBoundingClientRect().left >= 0"));
        await page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
    }

    // Own checks of what a tool for accessibility would complain of: contrast of text in light and dark, and no page wider than its window.
    [BrowserFact]
    public async Task Pages_fit_a_phone_and_their_text_stands_out_in_light_and_dark()
    {
        const string Contrast = """
            () => {
              const parse = colour => { const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d'); context.fillStyle = colour; context.fillRect(0, 0, 1, 1); return [...context.getImageData(0, 0, 1, 1).data]; };
              const light = ([r, g, b]) => { const part = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; return .2126 * part(r) + .7152 * part(g) + .0722 * part(b); };
              const behind = element => { for (; element; element = element.parentElement) { const colour = parse(getComputedStyle(element).backgroundColor); if (colour[3] > 250) return colour; } return [255, 255, 255]; };
              const texts = [...document.querySelectorAll('main *, nav *')].filter(e => e.checkVisibility() && !e.closest('.hidden, .none, svg') && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
              return texts.filter(e => { const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))]; return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5; })
                .slice(0, 5).map(e => `${e.localName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`);
            }
            """;
        var log = _shelf.KeyOf("logs/large.eval");
        SampleDataset.Complete(Path.Combine(_shelf.Root, "advice")).Manifest("false", 90, "\"The budget is used up.\"");
        var dataset = $"/datasets/{_shelf.Library.Look().Datasets.Single().Key}";
        foreach (var address in new[] { "/", $"/logs/{log}", await FirstAsync("?verdict=harmful"), $"/sides?first={log}&second={_shelf.KeyOf("logs/small.eval")}", dataset, $"{dataset}?list=refused", $"{dataset}/refused-1", $"{dataset}/stages/draft/1" })
        {
            var page = await OpenAsync(address);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                Assert.Empty(await page.EvaluateAsync<string[]>(Contrast));
                foreach (var width in new[] { 400, 1280 })
                {
                    await page.SetViewportSizeAsync(width, 900);
                    Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{address} is wider than {width} px.");
                }
            }
        }

        AssertQuiet();
    }

    [BrowserFact]
    public async Task Pages_written_as_files_open_from_the_disk()
    {
        var folder = _shelf.PathOf("site");
        await new TeachWhy.Studies.Viewer.StaticSite(_shelf.Library, folder).WriteAsync(new Progress<TeachWhy.Studies.Viewer.StaticProgress>(), CancellationToken.None);
        var page = await OpenAsync(new Uri(Path.Combine(folder, "index.html")).AbsoluteUri);

        await page.GetByRole(AriaRole.Link, new() { Name = "logs/large.eval" }).ClickAsync();
        await page.Locator(".list tbody th a").First.ClickAsync();
        var first = await page.Locator("h1").InnerTextAsync();
        await page.Keyboard.PressAsync("j");
        await page.WaitForFunctionAsync("() => document.querySelector('.place').textContent.startsWith('2 of')");

        Assert.NotEmpty(first);
        Assert.All(_requests, address => Assert.StartsWith("file://", address, StringComparison.Ordinal));
        Assert.Empty(_troubles);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await _viewer.DisposeAsync();
        _shelf.Dispose();
    }

    private async Task<IPage> OpenAsync(string address, bool scripts = true)
    {
        Assert.True(Browser.Path is not null, "CI=true, but no chromium was found: install it, or set CHROMIUM to its path.");
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser.Path, Timeout = MostMilliseconds, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"] });
        var page = await _browser.NewPageAsync(new() { BaseURL = _viewer.Address.AbsoluteUri, JavaScriptEnabled = scripts });
        page.SetDefaultTimeout(MostMilliseconds);
        page.Request += (_, request) => _requests.Add(request.Url);
        page.PageError += (_, error) => _troubles.Add(error);
        page.Console += (_, message) => _troubles.Add(message.Text);
        page.Dialog += (_, dialog) => _troubles.Add(dialog.Message);
        await page.GotoAsync(address);
        return page;
    }

    private async Task<string> FirstAsync(string query)
    {
        using var document = PageChecks.Parse(await _viewer.Client.GetStringAsync($"/logs/{_shelf.KeyOf("logs/large.eval")}{query}"));
        return document.QuerySelector(".list tbody th a")!.GetAttribute("href")!;
    }

    // Not a request left this machine, no script failed or spoke, and the browser had nothing to refuse.
    // Asked again and again: to wait for the event of a page that is there already may be to wait for ever.
    private static Task ShowsAsync(IPage page, string query) => Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(query)), new() { Timeout = MostMilliseconds });

    private void AssertQuiet()
    {
        Assert.All(_requests.Where(address => !address.StartsWith("data:", StringComparison.Ordinal)), address => Assert.StartsWith(_viewer.Address.AbsoluteUri, address, StringComparison.Ordinal));
        Assert.Empty(_troubles);
    }
}
