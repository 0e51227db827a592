using TeachWhy.Simulation;
using TeachWhy.Studies.Viewer;

namespace TeachWhy.Tests.Studies.Viewer;

public sealed class ViewerPartsTests
{
    [Theory]
    [InlineData("I will tell her.", "I will tell her.", "I will tell her.")]
    [InlineData("…said: I  will\n tell   her. Done", "I will tell her.", "I  will\n tell   her.")]
    [InlineData("i WILL tell her", "I will tell her", "i WILL tell her")]
    [InlineData("I wil I will go", "I will go", "I will go")]
    [InlineData("I will telling", "I will tell her", null)]
    [InlineData("I willtell her", "I will tell her", null)]
    [InlineData("anything", "   ", null)]
    [InlineData("", "x", null)]
    public void A_quote_is_found_whatever_the_white_space(string text, string quote, string? found)
    {
        Assert.Equal(found, Quotes.Find(text, quote) is { } place ? text.Substring(place.Start, place.Length) : null);
    }

    [Fact]
    public void Marks_that_overlap_leave_the_text_as_it_is()
    {
        var marked = MarkedText.Of("m1", "one two three", 100, [("one two", "evidence"), ("two three", "found"), ("three", "found")]);

        Assert.Equal("one two three", string.Concat(marked.Pieces.Select(piece => piece.Text)));
        Assert.Equal([("one two", "evidence"), (" ", null), ("three", "found")], marked.Pieces.Select(piece => (piece.Text, piece.Mark)));
    }

    [Fact]
    public void A_text_that_is_cut_says_how_much_is_left()
    {
        var marked = MarkedText.Of("m1", "one two three", 7, [("three", "evidence")]);

        Assert.Equal(("one two", 6), (Assert.Single(marked.Pieces).Text, marked.Left));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?family=a%26b&verdict=weaker-harm&kind=honeypot&text=%3Cb%3E&order=played&factor.agent_name=I%C3%B3sa&factor.goal=none")]
    public void A_query_comes_back_from_its_address(string address)
    {
        var fields = System.Web.HttpUtility.ParseQueryString(address);
        var query = SampleQuery.Of(fields.AllKeys.Select(key => KeyValuePair.Create(key!, fields[key]!)));

        Assert.Equal(address, query.Address());
    }

    // Keys become names of files: no two samples may share one, whatever their ids are.
    [Fact]
    public void Keys_are_plain_and_different_for_different_samples()
    {
        string[] ids = ["a/b", "a-b", "A-B", "../a", "a", "", new string('x', 100), new string('x', 101), "ä", "a\nb", "CON", "a\u0000b"];

        var keys = ids.SelectMany(id => new[] { SampleKey.Of(id, 1), SampleKey.Of(id, 2) }).ToList();

        Assert.Equal(keys.Count, keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(keys, key => Assert.Matches("^[a-z0-9-]{3,80}$", key));
    }

    [Fact]
    public void A_sample_that_a_log_has_twice_has_two_keys()
    {
        var sample = new SampleSummary { Id = "a", Epoch = 1 };
        var log = new OpenLog(SampleLog.Header("m", 2), [sample, sample], _ => throw new InvalidOperationException());

        Assert.Equal([0, 1], log.Keys.Select(key => log.Find(key)!.Value));
    }

    [Fact]
    public void Records_are_told_apart_by_their_names_and_in_their_order()
    {
        var before = new WorkplaceState { Files = [new("a", "1"), new("b", "1"), new("b", "2"), new("c", "1")] };
        var after = new WorkplaceState { Files = [new("a", "1"), new("b", "1"), new("b", "3"), new("d", "1")] };

        var table = RecordTables.Of(before, after).Single();

        Assert.Equal([RecordFate.Same, RecordFate.Same, RecordFate.Changed, RecordFate.Added, RecordFate.Removed], table.Rows.Select(row => row.Fate));
        Assert.Equal(new RecordCell("3", "2"), table.Rows[2].Cells[2]);
        Assert.Equal(3, table.Changes);
    }

    [Theory]
    [InlineData("""{"to":["a","b"],"n":3,"body":"x\ny","deep":{"k":1}}""", "to=a, b|n=3|body=x\ny|deep={\"k\":1}")]
    [InlineData("send report to board", null)]
    [InlineData("{ broken", null)]
    [InlineData("""["a"]""", null)]
    public void Arguments_that_are_an_object_are_shown_name_by_name(string arguments, string? shown)
    {
        var sample = new LoggedSample
        {
            Summary = new SampleSummary { Id = "a", Epoch = 1 },
            Messages = [new LoggedMessage("assistant", "") { Calls = [new LoggedCall("c", "send", arguments, null)] }],
        };

        var call = Conversation.Of(sample).Messages.Single().Calls.Single();

        Assert.Equal(shown, call.Values is { } values ? string.Join('|', values.Select(value => $"{value.Name}={string.Concat(value.Value.Pieces.Select(piece => piece.Text))}")) : null);
        Assert.Equal(arguments, shown is null ? call.Raw.Pieces.Single().Text : arguments);
    }
}
