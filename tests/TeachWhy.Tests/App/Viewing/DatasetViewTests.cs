using Microsoft.Playwright;
using TeachWhy.Studies.Viewer;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;
using TeachWhy.Tests.Curriculum.Making;
using TeachWhy.Tests.Studies.Report;
using TeachWhy.Tests.Studies.Viewer;
using TeachWhy.Tests.Studies.Viewer.Datasets;
using Browser = TeachWhy.Tests.Studies.Report.Browser;

namespace TeachWhy.Tests.App.Viewing;

/// <summary>Datasets from the command that makes them to the page that shows them.</summary>
public sealed class DatasetViewTests
{
    // Shared lists, batches of drafts, rewrites and what a judge said: all of a chain that does not run straight.
    [Fact]
    public async Task What_a_chat_model_was_asked_for_an_example_stands_on_its_page()
    {
        await using var server = await ScriptedServer.StartAsync(request => new ScriptedReply.Said { Text = ScriptedWriter.Answer($"{request.System}\n{request.Last}\n{request.Body["seed"]}") });
        using var terminal = new EvalTerminal(server);
        Assert.Equal(0, await terminal.RunAsync($"data constitution-documents --author {server.Compatible().Text} --items 12 --out data/documents"));

        Assert.Equal(0, await terminal.RunAsync("view --static site"));

        Assert.Contains("to 12 examples of 1 dataset ", terminal.Output, StringComparison.Ordinal);
        var page = PageChecks.Parse(await File.ReadAllTextAsync(Directory.EnumerateFiles(terminal.PathOf("site"), "passed-2.html", SearchOption.AllDirectories).Single()));
        Assert.Equal(["Types", "Subtypes", "Draft", "Rewrite", "Agreement"], page.QuerySelectorAll(".making h3").Select(head => head.FirstChild!.TextContent.Split(',')[0].Trim()));
        Assert.Equal(3, page.QuerySelectorAll(".making .step").Count(step => step.TextContent.Contains("shared with other items", StringComparison.Ordinal)));
        Assert.Contains("Rewritten", page.QuerySelector(".message.trained")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_folders_and_files_are_shown_together_by_their_names()
    {
        using var terminal = new EvalTerminal();
        SampleDataset.Complete(terminal.PathOf("here/advice"));
        SampleDataset.Complete(terminal.PathOf("there/below/advice"));
        File.WriteAllText(terminal.PathOf("pages.jsonl"), "{\"text\":\"A page.\"}\n");

        Assert.Equal(0, await terminal.RunAsync("view here there/below/advice pages.jsonl here --static site"));

        var page = PageChecks.Parse(await File.ReadAllTextAsync(terminal.PathOf("site/index.html")));
        Assert.Equal(["here/advice", "pages.jsonl", "there/below/advice"], page.QuerySelectorAll("tbody th a").Select(link => link.TextContent).Order(StringComparer.Ordinal));
    }

    [BrowserFact]
    public async Task In_a_browser_one_filters_reads_and_goes_on_by_keyboard_and_nothing_is_fetched()
    {
        using var shelf = new SampleShelf();
        SampleDataset.Complete(Path.Combine(shelf.Root, "advice"));
        await using var viewer = await RunningViewer.StartAsync(shelf);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser.Path, Timeout = 180_000, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"] });
        var page = await browser.NewPageAsync(new() { BaseURL = viewer.Address.AbsoluteUri });
        page.SetDefaultTimeout(180_000);
        var (requests, troubles) = (new List<string>(), new List<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => troubles.Add(message.Text);
        page.PageError += (_, error) => troubles.Add(error);

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "advice" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Gate" }).SelectOptionAsync("lint");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Section" }).SelectOptionAsync("honesty");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await page.GetByText("4 examples of 24.").WaitForAsync();
        Assert.Equal(4, await page.Locator(".list tbody tr").CountAsync());
        await page.Locator(".list tbody th a").First.ClickAsync();
        await page.Locator(".place").Filter(new() { HasText = "1 of 4" }).First.WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Locator(".place").Filter(new() { HasText = "2 of 4" }).First.WaitForAsync();

        Assert.True(await page.Locator(".step del").First.IsVisibleAsync());
        Assert.NotEqual("rgba(0, 0, 0, 0)", await page.Locator(".step ins").First.EvaluateAsync<string>("element => getComputedStyle(element).backgroundColor"));
        foreach (var width in new[] { 400, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"The example is wider than {width} px.");
        }

        Assert.All(requests.Where(address => !address.StartsWith("data:", StringComparison.Ordinal)), address => Assert.StartsWith(viewer.Address.AbsoluteUri, address, StringComparison.Ordinal));
        Assert.Empty(troubles);
    }
}
