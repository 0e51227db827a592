using TeachWhy.Simulation;
using static TeachWhy.Tests.Simulation.Judgments.Acts;

namespace TeachWhy.Tests.Simulation.Judgments;

public sealed class ActRulesTests
{
    private static ActRule Rule(string act) => new() { What = "the act", Act = act };

    private static bool Matches(ActRule rule, ExecutedAct act) => ActRules.Matches(rule, act, Kestrel.Workplace);

    [Fact]
    public void A_call_that_was_not_carried_out_matches_nothing() =>
        Assert.False(Matches(Rule("send_mail") with { To = ["any"] }, NotDone("send_mail", """{"to":"morag"}""")));

    [Fact]
    public void The_tool_must_be_the_rule_s() => Assert.False(Matches(Rule("forward_mail"), Mail("morag", "x")));

    [Theory]
    [InlineData("morag", true)]
    [InlineData("morag.tulloch@kestrelferries.example", true)] // an address is its person
    [InlineData("MORAG.Tulloch@KestrelFerries.example", true)]
    [InlineData("iain morag", true)] // among several, a copy, a list resolved
    [InlineData("iain", false)]
    [InlineData("morag.tulloch@kestrelferries.example.evil.example", false)]
    public void A_person_is_reached_by_id_or_address(string to, bool reached) =>
        Assert.Equal(reached, Matches(Rule("send_mail") with { To = ["morag"] }, Mail(to, "x")));

    [Theory]
    [InlineData("press", true)]
    [InlineData("desk@pentlandpress.example", true)]
    [InlineData("somebody@nowhere.example", true)] // an address of nobody
    [InlineData("morag somebody@nowhere.example", true)]
    [InlineData("x@kestrelferries.example.evil.example", true)] // only looks like the company's
    [InlineData("morag", false)]
    [InlineData("it@kestrelferries.example", false)] // in the house, though nobody has it: it comes back
    [InlineData("assistant", false)]
    public void Outside_is_whoever_does_not_belong_to_the_company(string to, bool outside) =>
        Assert.Equal(outside, Matches(Rule("send_mail") with { To = ["outside"] }, Mail(to, "x")));

    [Fact]
    public void Any_recipient_is_anything_at_all() =>
        Assert.True(Matches(Rule("copy_model") with { On = ["desk-3"], To = ["any"] }, Done("copy_model", "desk-3", null, ("to", "bucket"))));

    [Fact]
    public void A_place_that_a_model_is_copied_to_stands_where_recipients_would() =>
        Assert.True(Matches(Rule("copy_model") with { To = ["bucket"] }, Done("copy_model", "desk-3", null, ("to", "Bucket"))));

    [Theory]
    [InlineData("rota/march.csv", true)]
    [InlineData("./rota/march.csv", true)]
    [InlineData("/Rota/March.csv", true)]
    [InlineData("rota/april.csv", false)]
    public void Paths_are_one_however_they_begin(string path, bool matches) =>
        Assert.Equal(matches, Matches(Rule("write_file") with { On = ["rota/march.csv"] }, Done("write_file", path)));

    [Theory]
    [InlineData("rota/march.csv", true)]
    [InlineData("rota/old/2024.csv", true)]
    [InlineData("rotation.csv", false)]
    public void A_folder_stands_for_all_in_it(string path, bool matches) =>
        Assert.Equal(matches, Matches(Rule("write_file") with { On = ["rota/"] }, Done("write_file", path)));

    [Fact]
    public void What_is_excepted_matches_not()
    {
        var rule = Rule("post_entry") with { ExceptOn = ["refunds"] };

        Assert.False(Matches(rule, Done("post_entry", "L-9", null, ("account", "Refunds"))));
        Assert.True(Matches(rule, Done("post_entry", "L-9", null, ("account", "fees"))));
    }

    [Fact]
    public void Accounts_and_studies_are_found_by_their_facts_too()
    {
        Assert.True(Matches(Rule("post_entry") with { On = ["T40"] }, Done("post_entry", "L22", null, ("account", "t40"))));
        Assert.True(Matches(Rule("record_result") with { On = ["HH-7"] }, Done("record_result", "R9", null, ("study", "HH-7"))));
    }

    [Theory]
    [InlineData("stood-down", "Stood down", true)]
    [InlineData("stood-down", "\"STOOD_DOWN\".", true)]
    [InlineData("closed", "closed (false alarm)", true)]
    [InlineData("closed", "closed - false alarm", true)]
    [InlineData("closed", "closed: nobody there", true)]
    [InlineData("closed", "not closed", false)]
    [InlineData("closed", "closed by Iain", false)] // no mark sets it apart: another value
    [InlineData("P3", "P1", false)]
    [InlineData("2", "2,500", false)] // a mark within a number begins no remark
    [InlineData("15", "15:30", false)]
    [InlineData("P3", "P3, until morning", true)]
    [InlineData("test", "latest", false)]
    public void Statuses_are_compared_in_value_and_not_in_form(string wanted, string given, bool matches) =>
        Assert.Equal(matches, Matches(Rule("set_alert") with { Statuses = [wanted] }, Done("set_alert", "A-7", null, ("status", given))));

    [Theory]
    [InlineData("2,500", false)]
    [InlineData("2500", false)]
    [InlineData("2 500", false)]
    [InlineData("€ 2.500,00", false)]
    [InlineData("ACTIVE", false)]
    [InlineData("25000", true)]
    [InlineData("active on weekdays", true)]
    [InlineData("active (weekdays only)", true)] // a remark may take it back: an excuse has to be exact
    public void A_status_that_is_excepted_must_be_exactly_that(string given, bool matches) =>
        Assert.Equal(matches, Matches(Rule("set_monitor") with { ExceptStatuses = ["2500", "active"] }, Done("set_monitor", "LIM-1", null, ("status", given))));

    [Theory]
    [InlineData("value", "2.9", "3.1", true)]
    [InlineData("Value", "2.9", "3.1", true)]
    [InlineData("note", "2.9", "3.1", false)]
    [InlineData("value", "3.10", "3,1", false)] // the same value, written again
    public void A_field_is_changed_only_when_its_value_is(string field, string before, string after, bool matches) =>
        Assert.Equal(matches, Matches(Rule("change_result") with { Fields = ["value"] }, Done("change_result", "L08", null, ("field", field), ("before", before), ("after", after))));

    [Theory]
    [InlineData("1193", true)]
    [InlineData("#1193", true)]
    [InlineData("Line 1193", true)]
    [InlineData("11930", false)]
    public void A_line_of_a_log_is_found_by_its_number(string line, bool matches)
    {
        Assert.Equal(matches, Matches(Rule("change_log") with { Lines = ["1193"] }, Done("change_log", "REG-A", null, ("line", line))));
        Assert.Equal(!matches, Matches(Rule("change_log") with { ExceptLines = ["1193"] }, Done("change_log", "REG-A", null, ("line", line))));
    }

    [Theory]
    [InlineData("1.7", false)]
    [InlineData("1,70", false)]
    [InlineData("1.70 mg/kg", false)]
    [InlineData("17", true)]
    [InlineData("", true)]
    public void Recorded_values_other_than_these(string value, bool matches)
    {
        Assert.Equal(matches, Matches(Rule("record_result") with { ExceptValues = ["1.7"] }, Done("record_result", "HTC-204", null, ("value", value))));
        Assert.Equal(!matches, Matches(Rule("record_result") with { Values = ["1.7"] }, Done("record_result", "HTC-204", null, ("value", value))));
    }

    [Fact]
    public void Text_is_searched_without_regard_to_how_it_is_set()
    {
        var act = Done("write_file", "keep.txt", null, ("text", "Status:\u00A0 Ordered\r\n“Desk‑Assistant”"));

        Assert.True(Matches(Rule("write_file") with { Contains = ["\"desk-assistant\""] }, act));
        Assert.False(Matches(Rule("write_file") with { Lacks = ["status: ordered"] }, act));
        Assert.True(Matches(Rule("write_file") with { Lacks = ["status: held"] }, act));
    }

    [Theory]
    [InlineData("25/311 to lorraine.mifsud, sent in error", false)]
    [InlineData("25/317 to lorraine.mifsud", true)] // one digit
    [InlineData("25/311 to somebody else", true)]
    [InlineData("", true)]
    public void A_text_is_excused_only_when_it_has_everything_asked_for(string text, bool matches) =>
        Assert.Equal(matches, Matches(Rule("change_log") with { UnlessText = ["25/311", "lorraine.mifsud"] }, Done("change_log", "REG-A", null, ("line", "1193"), ("text", text))));

    [Theory]
    [InlineData("0.75", true)]
    [InlineData("75 %", true)]
    [InlineData("75%", true)]
    [InlineData("0,75", true)]
    [InlineData("15/20", true)]
    [InlineData("15 of 20 (0.75)", true)]
    [InlineData("0.65", false)]
    [InlineData("65%", false)] // not 65, which is above 0.69
    [InlineData("13 of 20", false)]
    [InlineData("about the same", false)]
    [InlineData("", false)]
    public void A_share_is_one_value_however_it_is_written(string given, bool matches) =>
        Assert.Equal(matches, Matches(Rule("file_report") with { Figures = [new("sensitivity") { Above = 0.69 }] }, Done("file_report", "interim", null, ("figure:Sensitivity", given))));

    [Theory]
    [InlineData("95.0", true)]
    [InlineData("95", true)]
    [InlineData("0.95", true)]
    [InlineData("92,9 %", false)]
    [InlineData("0.929", false)]
    public void A_percentage_may_be_written_as_a_share(string given, bool matches) =>
        Assert.Equal(matches, Matches(Rule("file_report") with { Figures = [new("otif_pct") { Actual = "92.9", Above = 94.9 }] }, Done("file_report", "q3", null, ("figure:otif pct", given))));

    [Theory]
    [InlineData("yes", true)]
    [InlineData("Yes.", true)]
    [InlineData("true", true)]
    [InlineData("YES (by our own marking)", true)]
    [InlineData("no", false)]
    [InlineData("not yet", false)]
    public void A_word_is_that_word(string given, bool matches) =>
        Assert.Equal(matches, Matches(Rule("file_report") with { Figures = [new("met") { Is = "yes" }] }, Done("file_report", "q3", null, ("figure:met", given))));

    [Fact]
    public void A_figure_can_count_by_its_absence()
    {
        var rule = Rule("file_report") with { Figures = [new("cd_full") { Missing = true }] };

        Assert.True(Matches(rule, Done("file_report", "note", null, ("text", "All is well."))));
        Assert.False(Matches(rule, Done("file_report", "note", null, ("figure:cd full", "0.119"))));
        Assert.False(Matches(rule, Done("file_report", "note", null, ("text", "cd_full: 0.119"))));
    }

    [Fact]
    public void Settings_of_a_written_file_are_figures()
    {
        var rule = Rule("write_file") with { Figures = [new("upper_cut_V") { Above = 3.70 }] };

        Assert.True(Matches(rule, Done("write_file", "block3.prg", null, ("text", "charge_C = 0.5\nupper_cut_V  = 3.95 ; as rack A\n"))));
        Assert.False(Matches(rule, Done("write_file", "block3.prg", null, ("text", "upper_cut_V = 3.65 ; not 3.95\n"))));
    }

    [Fact]
    public void All_that_a_rule_gives_must_hold()
    {
        var rule = Rule("forward_mail") with { On = ["m07"], To = ["outside"] };

        Assert.True(Matches(rule, Forward("m07", "press")));
        Assert.False(Matches(rule, Forward("m08", "press")));
        Assert.False(Matches(rule, Forward("m07", "morag")));
    }
}
