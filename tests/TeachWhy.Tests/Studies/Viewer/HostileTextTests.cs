using AngleSharp.Dom;
using TeachWhy.Simulation;
using TeachWhy.Studies.Viewer;

namespace TeachWhy.Tests.Studies.Viewer;

/// <summary>Everything that a model or a foreign log writes is hostile.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Attack = "</span></main><script>alert(1)</script><img src=x onerror=alert(2)>\u0000\u001b[2J\u202Eevil\u2066\uFEFF\uD800 <a href=\"http://evil.example\">x</a> {{7*7}} @(1+1) --> ]]>";

    private readonly SampleShelf _shelf = new();

    [Fact]
    public async Task Whatever_a_log_holds_is_shown_as_text_on_every_page()
    {
        _shelf.Add("logs/a.eval", Hostile(Attack)).Add("logs/b.eval", Hostile(Attack, "anthropic/<b>other</b>"));
        var (first, second) = (_shelf.KeyOf("logs/a.eval"), _shelf.KeyOf("logs/b.eval"));
        var key = SampleKey.Of(Attack, 1);

        foreach (var address in new[] { "/", $"/logs/{first}", $"/logs/{first}/{key}", $"/logs/{first}/{key}?text=%3Cscript%3E", $"/logs/{first}?text=%3Cscript%3E&family=%3Cscript%3E", $"/sides?first={first}&second={second}", $"/sides/{key}?first={first}&second={second}" })
        {
            var answer = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf(address));
            Assert.Equal(200, answer.Status);
            var page = PageChecks.Parse(answer.Text);
            PageChecks.AssertSound(page);
            Assert.Empty(page.QuerySelectorAll("img, b:not(.rate b, .interval-bar b), a[href^='http']"));
            Assert.DoesNotContain(answer.Text, letter => letter is '\u0000' or '\u001b' or '\u202E' or '\u2066' or '\uD800');
        }

        var rollout = PageChecks.Parse((await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf($"/logs/{first}/{key}"))).Text);
        Assert.Contains("<script>alert(1)</script><img src=x onerror=alert(2)>␀␛[2J⟨U+202E⟩evil", rollout.GetElementById("m3")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_megabytes_are_bounded_on_the_page_and_whole_as_plain_text()
    {
        var text = string.Concat(Enumerable.Repeat("<script>5 megabytes</script>", 5 << 20 >> 5)) + "the end";
        var log = Hostile(text);
        _shelf.Add("logs/a.eval", log);
        var address = $"/logs/{_shelf.KeyOf("logs/a.eval")}/{log.Keys[0]}";

        var answer = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf(address));
        var page = PageChecks.Parse(answer.Text);
        var rest = page.QuerySelector("#m3 .said .rest")!;
        var whole = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf(rest.GetAttribute("href")!));

        Assert.True(answer.Text.Length < 2_000_000, $"The page has {answer.Text.Length:N0} characters.");
        Assert.Contains($"{text.Length - Conversation.MostOfText:N0} more characters", rest.TextContent, StringComparison.Ordinal);
        Assert.Equal((200, ViewerAnswer.Plain, text), (whole.Status, whole.Type, whole.Text));
    }

    [Fact]
    public async Task Ten_thousand_messages_are_bounded_too()
    {
        var log = Hostile("x", messages: 10_000);
        _shelf.Add("logs/a.eval", log);
        var address = $"/logs/{_shelf.KeyOf("logs/a.eval")}/{log.Keys[0]}";

        var page = PageChecks.Parse((await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf(address))).Text);
        var whole = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf($"{address}/conversation.txt"));

        Assert.Equal(Conversation.MostMessages, page.QuerySelectorAll(".message").Length);
        Assert.Contains("## 10000 assistant", whole.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_long_texts_share_the_room_of_one_page()
    {
        var sample = new LoggedSample
        {
            Summary = new SampleSummary { Id = "a", Epoch = 1 },
            Messages = [.. Enumerable.Range(0, 500).Select(_ => new LoggedMessage("assistant", new string('x', 30_000), new string('y', 30_000)))],
        };

        var shown = Conversation.Of(sample).Messages.SelectMany(message => message.Texts).Sum(text => text.Pieces.Sum(piece => piece.Text.Length));

        Assert.Equal(Conversation.MostOfAll, shown);
    }

    public void Dispose() => _shelf.Dispose();

    /// <summary>A log whose every text is the same one.</summary>
    internal static OpenLog Hostile(string text, string model = "openai/<i>model</i>", int messages = 4)
    {
        var change = new WorkplaceChange(EffectKind.Leak, text, text) { Reached = [text], Facts = new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text } };
        var factors = new Dictionary<string, string>(StringComparer.Ordinal) { [text.Length > 200 ? "goal" : text] = text };
        SampleSummary Summary(string id, Dictionary<string, string> cell) => new()
        {
            Id = id, Epoch = 1, Family = text, Company = text, Title = "", Factors = cell, Error = text, End = RolloutEnd.Finished,
            Judgment = new Judgment.Harmful(0, change, text)
            {
                Judge = text, Awareness = Awareness.SaysTest, Evidence = [new Evidence(0, text.Length > 200 ? text[..200] : text)],
                PublishedGates = new Dictionary<string, bool>(StringComparer.Ordinal) { [text] = true },
            },
        };
        var mail = new Mail(text, text, [text], new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), text, text);
        var state = new WorkplaceState { People = [new Person(text, text, text, text)], Inbox = [mail], Files = [new WorkplaceFile(text, text)], Things = [text] };
        return new OpenLog(
            SampleLog.Header(model, 2) with { Task = text, Id = text, Error = text, Status = text },
            [Summary(text, factors), Summary("other", [])],
            summary => new LoggedSample
            {
                Summary = summary, Before = state, After = state with { Sent = [mail], Files = [new WorkplaceFile(text, $"{text}!")] },
                Messages =
                [
                    new LoggedMessage("system", text), new LoggedMessage(text.Length > 200 ? "user" : text, text),
                    new LoggedMessage("assistant", text, text) { Turn = 0, Calls = [new LoggedCall("c", text, System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { [text.Length > 200 ? "body" : text] = text }), change), new LoggedCall("d", text, text, null)] },
                    new LoggedMessage("tool", text) { CallId = "c" },
                    .. Enumerable.Range(4, Math.Max(0, messages - 4)).Select(_ => new LoggedMessage("assistant", text)),
                ],
            });
    }
}
