using System.Text;
using System.Text.Json;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets.Reading;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Tests.Studies.Viewer.Datasets;

namespace TeachWhy.Tests.Curriculum.Datasets.Reading;

/// <summary>Datasets read again, whole ones and others.</summary>
public sealed class OpenDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Who_looks_at_a_dataset_that_is_being_made_sees_its_pieces_and_is_in_nobodys_way()
    {
        var path = _folder.PathOf("advice");
        new SampleDataset(path).Begin();
        using var before = OpenDataset.Open(path);
        Assert.Equal(120, before.Stage("draft")!.Count);

        using var journal = DataJournal.Open(path);
        journal.Append("draft", new StageLine("one more", "120", new Piece("A new draft."), null));
        using var during = OpenDataset.Open(path);
        journal.Append("types", new StageLine("first", "honesty/0", null, "Nothing could be read."));
        using var after = OpenDataset.Open(path);

        Assert.Equal(DatasetState.Begun, after.State);
        Assert.Equal((121, 1), (during.Stage("draft")!.Count, after.Stage("types")!.Unusable));
        Assert.Equal("A new draft.", after.Stage("draft")!.Read(Assert.Single(after.Stage("draft")!.For("120")))!.Piece!.Text);
        Assert.Equal(["principles", "types", "draft", "review", "answer", "rewrite"], after.Stages.Select(stage => stage.Stage));
        Assert.Equal(121, before.Stage("draft")!.Count + 1);
    }

    [Fact]
    public void A_line_that_is_still_being_written_or_was_changed_is_no_piece()
    {
        var path = _folder.PathOf("advice");
        new SampleDataset(path).Begin();
        var stage = Path.Combine(path, "stages", "draft.jsonl");
        var lines = File.ReadAllLines(stage);
        File.WriteAllText(stage, $"{lines[0]}\n{lines[1].Replace("lorry", "tractor", StringComparison.Ordinal)}\n{lines[2][..40]}");

        using var dataset = OpenDataset.Open(path);
        var draft = dataset.Stage("draft")!;

        Assert.Equal((2, 1L), (draft.Count, draft.Damaged));
        Assert.NotNull(draft.Read(0));
        Assert.Null(draft.Read(1));
        Assert.Empty(draft.For("1"));
    }

    [Fact]
    public void Several_drafts_of_one_answer_are_told_apart_by_what_the_rewrite_says_again()
    {
        var dataset = new SampleDataset(_folder.PathOf("documents"));
        dataset.Write("settings.json", ["{\"recipe\":\"constitution-documents\",\"author\":\"a/b\"}"]);
        dataset.Stage("draft", [("batch 0", new Piece("") { Entries = ["The geese are on the lake again.", "A lorry stood at the gate all night.", "Nobody had fed the hens."] })]);
        dataset.Stage("rewrite", [("1", new Piece("All night a lorry stood at the gate, and nobody came."))]);

        using var opened = OpenDataset.Open(_folder.PathOf("documents"));
        var making = ItemMaking.Of(opened, new DatasetItem { Id = "1", Layers = ["draft:batch 0"] });

        Assert.Equal([("draft", true, (int?)1), ("rewrite", false, null)], making.Select(step => (step.Stage, step.IsShared, step.Entry)));
        Assert.Equal([new EarlierText("", "A lorry stood at the gate all night.", "All night a lorry stood at the gate, and nobody came.")], making[1].Revisions);
    }

    // Lists are numbered as items are: list 3 is none of item 3's, and item 0 may come of list 0.
    [Fact]
    public void A_list_that_is_called_as_an_item_is_not_taken_for_the_items_own()
    {
        var dataset = new SampleDataset(_folder.PathOf("chats"));
        dataset.Write("settings.json", ["{\"recipe\":\"diversity\",\"author\":\"a/b\"}"]);
        dataset.Stage("deployments", [("0", new Piece("") { Entries = ["A yard."] }), ("3", new Piece("") { Entries = ["A ferry."] })]);
        dataset.Stage("tools", [("3", new Piece("Own."))]);

        using var opened = OpenDataset.Open(_folder.PathOf("chats"));

        Assert.Equal([("deployments", "0", true), ("tools", "3", false)], ItemMaking.Of(opened, new DatasetItem { Id = "3.1", Layers = ["deployments:0"] }).Select(step => (step.Stage, step.Line.For, step.IsShared)));
        Assert.Equal([("deployments", "0", true)], ItemMaking.Of(opened, new DatasetItem { Id = "0", Layers = ["deployments:0"] }).Select(step => (step.Stage, step.Line.For, step.IsShared)));
    }

    [Fact]
    public void An_entry_of_a_list_that_stands_in_the_example_is_known()
    {
        var dataset = new SampleDataset(_folder.PathOf("answers"));
        dataset.Write("settings.json", ["{\"recipe\":\"values\",\"author\":\"a/b\"}"]);
        dataset.Stage("question", [("honesty/0", new Piece("") { Entries = ["Do you lie?", "Would you, for me?", "Why not?"] })]);
        using var opened = OpenDataset.Open(_folder.PathOf("answers"));
        var item = DatasetItem.Read("""{"messages":[{"role":"user","content":"Would you, for me?"},{"role":"assistant","content":"No."}],"metadata":{"id":"4","layers":["question:honesty/0"]}}"""u8.ToArray());

        Assert.Equal(1, Assert.Single(ItemMaking.Of(opened, item)).Entry);
    }

    public static TheoryData<string, string> Forms => new()
    {
        { """{"text":"A page."}""", "document*: A page." },
        { """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Yes","reasoning_content":"Hm"}]}""", "user: Hi|assistant*: (Hm)Yes" },
        { """{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"you"}]},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","function":{"name":"send","arguments":"{\"to\":\"me\"}"}}]},{"role":"tool","tool_call_id":"c1","content":"Sent"},{"role":"assistant","content":"Done","weight":0}]}""", "user: Hi\nyou|assistant*: send{\"to\":\"me\"}|tool: Sent|assistant: Done" },
        { """{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Yes"}]}""", "user: Hi|assistant*: Yes" },
        { """{"prompt":"Hi","completion":"Yes"}""", "prompt/user: Hi|completion/assistant*: Yes" },
        { """{"prompt":[{"role":"user","content":"Hi"}],"chosen":[{"role":"assistant","content":"Yes"}],"rejected":[{"role":"assistant","content":"No"}]}""", "prompt/user: Hi|chosen/assistant*: Yes|rejected/assistant: No" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_example_is_read_in_any_of_the_usual_forms_and_what_is_trained_on_is_told_apart(string line, string expected)
    {
        var item = DatasetItem.Read(Encoding.UTF8.GetBytes(line));

        File.WriteAllText(_folder.PathOf("one.jsonl"), line);
        using var dataset = OpenDataset.Open(_folder.PathOf("one.jsonl"));
        var characters = item.Messages.Sum(message => message.Text.Length + message.Thinking.Length + message.Calls.Sum(call => call.Name.Length + call.Arguments.Length));
        Assert.InRange(dataset.Passed!.Tokens, (characters + 3) / 4 - 1, (characters + 3) / 4 + 1);
        Assert.Null(item.Damage);
        Assert.Equal(expected, string.Join('|', item.Parts.SelectMany(part => part.Messages.Select(message =>
            $"{(part.Name.Length > 0 ? $"{part.Name}/" : "")}{message.Role}{(message.Trained ? "*" : "")}: {(message.Thinking.Length > 0 ? $"({message.Thinking})" : "")}{message.Text}{string.Concat(message.Calls.Select(call => call.Name + call.Arguments))}"))));
    }

    public static TheoryData<string> Broken => new("", "nothing", "[]", "7", "\"text\"", "{\"text\":", "{\"text\":7}", "{}", "{\"messages\":[]}", "{\"messages\":[1,2]}", "{\"messages\":{\"role\":\"user\"}}", "{\"text\":\"\\ud800\"}", new string('[', 100_000), "{\"a\":\"\u0001\"}");

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_line_that_is_no_example_says_so_in_one_sentence_and_stays_in_its_place(string line)
    {
        var path = _folder.PathOf("some.jsonl");
        File.WriteAllText(path, $"{{\"text\":\"first\"}}\n{line}\n{{\"text\":\"last\"}}\n");

        using var dataset = OpenDataset.Open(path);
        var passed = dataset.Passed!;

        Assert.Equal("last", passed.Read(passed.Count - 1).Messages.Single().Text);
        if (line.Length > 0)
        {
            Assert.Equal(3, passed.Count);
            Assert.Matches("^The line [^\n]*\\.$", passed.Read(1).Damage);
        }
    }

    // The index must not go by what the whole reader does not see, or the other way round.
    [Fact]
    public void Sections_gates_and_tokens_are_counted_as_they_are_read()
    {
        SampleDataset.Complete(_folder.PathOf("advice"));
        using var dataset = OpenDataset.Open(_folder.PathOf("advice"));
        foreach (var lines in new[] { dataset.Passed!, dataset.Refused! })
        {
            var read = Enumerable.Range(0, lines.Count).Select(lines.Read).ToList();

            Assert.Equal(read.GroupBy(item => item.Of("section")).ToDictionary(group => group.Key!, group => (long)group.Count()), lines.Sections.ToDictionary(section => section.Name, section => section.Examples));
            Assert.Equal(read.GroupBy(item => item.Of("gate") ?? "").ToDictionary(group => group.Key, group => (long)group.Count()), lines.Gates.ToDictionary(gate => gate.Name, gate => gate.Examples));
            Assert.Equal(read.Sum(item => (item.Messages.Sum(message => message.Text.Length) + 3) / 4), lines.Tokens);
        }
    }

    [Fact]
    public void What_gates_let_through_of_somebodys_data_and_what_not_is_a_dataset_too()
    {
        var dataset = new SampleDataset(_folder.PathOf("clean"));
        dataset.Write("data.jsonl", ["""{"text":"A page."}"""]);
        dataset.Write("rejected.jsonl", ["""{"gate":"leak","reason":"It is a scenario.","file":"mine.jsonl","line":7,"example":{"text":"Another page.","metadata":{"id":"x","section":"honesty"}}}"""]);

        using var opened = OpenDataset.Open(_folder.PathOf("clean"));
        var refused = opened.Refused!.Read(0);

        Assert.True(OpenDataset.IsDataset(["data.jsonl", "rejected.jsonl"], hasStages: false));
        Assert.Equal((DatasetState.Foreign, "leak", "honesty"), (opened.State, opened.Refused.Gates.Single().Name, opened.Refused.Sections.Single().Name));
        Assert.Equal(("Another page.", "leak", "It is a scenario.", "7", "x"), (refused.Messages.Single().Text, refused.Of("gate"), refused.Of("reason"), refused.Of("line"), refused.Id));
    }

    [Fact]
    public void A_manifest_of_another_version_is_read_as_far_as_it_is_known()
    {
        SampleDataset.Complete(_folder.PathOf("advice"));

        using var dataset = OpenDataset.Open(_folder.PathOf("advice"));

        Assert.Equal((DatasetState.Complete, 96L, 3), (dataset.State, dataset.Record!.Data!.Examples, dataset.Record.Progress!.Dropped));
        Assert.Empty(dataset.Troubles);
        Assert.Equal(JsonSerializer.Serialize(new[] { "situation" }), JsonSerializer.Serialize(dataset.Settings!.Without));
    }

    public void Dispose() => _folder.Dispose();
}
