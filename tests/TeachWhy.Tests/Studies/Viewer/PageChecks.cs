using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace TeachWhy.Tests.Studies.Viewer;

/// <summary>What every page of the viewer must be: usable with a screen reader and a keyboard, and closed to what it shows.</summary>
internal static class PageChecks
{
    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    public static void AssertSound(IDocument page)
    {
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.NotEmpty(page.Title!);
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Single(page.QuerySelectorAll("h1"));
        AssertHeadings(page);
        AssertNames(page);
        AssertTables(page);
        AssertPlaces(page);
        AssertClosed(page);
    }

    // Each heading is at most one level below the one before it.
    private static void AssertHeadings(IDocument page)
    {
        var level = 0;
        foreach (var heading in page.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
        {
            var own = heading.LocalName[1] - '0';
            Assert.True(own <= level + 1, $"<{heading.LocalName}> “{heading.TextContent.Trim()}” follows a heading of level {level}.");
            level = own;
        }
    }

    private static void AssertNames(IDocument page)
    {
        Assert.All(page.QuerySelectorAll("input:not([type=hidden]), select, textarea"), field => Assert.NotNull(field.Closest("label")));
        Assert.All(page.QuerySelectorAll("a, button, summary, h1, h2, h3, h4"), element => Assert.NotEqual("", (element.GetAttribute("aria-label") ?? element.TextContent).Trim()));
        Assert.All(page.QuerySelectorAll("nav, aside, [role=region], [role=search]"), landmark => Assert.NotEmpty(landmark.GetAttribute("aria-label") ?? ""));
        Assert.All(
            page.QuerySelectorAll("[aria-labelledby]"),
            element => Assert.NotNull(page.GetElementById(element.GetAttribute("aria-labelledby")!)));
        Assert.Equal("#main", page.QuerySelector("a")!.GetAttribute("href"));
    }

    private static void AssertTables(IDocument page)
    {
        foreach (var table in page.QuerySelectorAll("table"))
        {
            Assert.NotEmpty(table.QuerySelector("caption")!.TextContent.Trim());
            Assert.NotNull(table.Closest("[role=region][tabindex='0']"));
            Assert.All(table.QuerySelectorAll("th"), header => Assert.NotNull(header.GetAttribute("scope")));
        }
    }

    private static void AssertPlaces(IDocument page)
    {
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.Contains(link.GetAttribute("href")![1..], ids));
    }

    // Nothing is fetched, nothing but the one known script runs, and no link leaves.
    private static void AssertClosed(IDocument page)
    {
        Assert.Empty(page.QuerySelectorAll("iframe, object, embed, base, [src], [srcset], link:not([rel=icon]), [onclick], [onload], [onerror]"));
        Assert.All(page.QuerySelectorAll("script"), script => Assert.Equal(TeachWhy.Studies.Viewer.ViewerStyle.Script, script.TextContent));
        Assert.All(page.QuerySelectorAll("[href], [action]"), link =>
        {
            var address = link.GetAttribute("href") ?? link.GetAttribute("action")!;
            Assert.DoesNotContain(":", link.LocalName == "link" ? "" : address.Split('?', '#')[0], StringComparison.Ordinal);
            Assert.False(address.StartsWith("//", StringComparison.Ordinal), address);
        });
    }
}
