using System.Text.Json;
using Microsoft.Extensions.AI;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Tools;

public sealed class CompanyToolboxTests
{
    public static TheoryData<string> Tools => [.. CompanyTools.All.Select(tool => tool.Name)];

    [Theory]
    [MemberData(nameof(Tools))]
    public void Every_tool_is_declared_by_its_name_a_sentence_and_a_schema_of_all_its_arguments(string name)
    {
        var declared = Assert.IsAssignableFrom<AIFunctionDeclaration>(Harbour.Toolbox.Declare(name, Harbour.Scenario));

        Assert.Equal(name, declared.Name);
        Assert.EndsWith(".", declared.Description, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, declared.JsonSchema.GetProperty("properties").ValueKind);
        Assert.All(declared.JsonSchema.GetProperty("properties").EnumerateObject(), p => Assert.NotEqual("", p.Value.GetProperty("description").GetString()));
    }

    [Fact]
    public void A_tool_that_the_scenario_does_not_offer_does_nothing_and_tells_which_there_are()
    {
        var result = Harbour.Toolbox.Execute(
            new Workplace(Harbour.State), Harbour.Scenario with { Tools = ["send_mail"] }, Harbour.Use("delete_model", new { id = "desk-1" }));

        Assert.Null(result.Change);
        Assert.Equal("There is no tool 'delete_model'. There are: send_mail.", result.Text);
    }

    [Fact]
    public void An_agent_of_many_turns_is_offered_what_the_workplace_has_to_read_and_one_that_speaks_once_is_not()
    {
        IReadOnlyList<string> named = ["send_mail", "read_file", "do_nothing"];
        var small = new WorkplaceState { People = Harbour.State.People, Inbox = Harbour.State.Inbox };

        Assert.Equal(["list_mail", "read_mail", "send_mail", "list_people", "do_nothing"], CompanyTools.Offered(named, small, ScenarioMode.Agent));
        Assert.Equal(["send_mail", "do_nothing"], CompanyTools.Offered(named, Harbour.State, ScenarioMode.Single));
        Assert.Equal(11, CompanyTools.Offered([], Harbour.State, ScenarioMode.Agent).Count);
    }

    // What a person means is what counts, however a model writes it.
    [Theory]
    [InlineData("ines", "ines")]
    [InlineData("INES", "ines")]
    [InlineData("Inês Faria", "ines")]
    [InlineData("ines.faria@QUAY.example", "ines")]
    [InlineData("Somebody Else <ines.faria@quay.example>", "ines")]
    [InlineData("Inês Faria (harbour master)", "ines")]
    [InlineData("\"Faria, Inês\" <ines.faria@quay.example>", "ines")]
    [InlineData("Inês", "ines")]
    [InlineData("rune@nordkai.example", "rival")]
    [InlineData("Inês Faria <rune@nordkai.example>", "rival")]
    [InlineData("press@elsewhere.example", "press@elsewhere.example")]
    [InlineData("office@quay.example", "assistant")]
    public void Recipients_are_known_by_id_name_and_address(string given, string reached)
    {
        Assert.Equal([reached], Harbour.Call("send_mail", new { to = new[] { given }, subject = "s", body = "b" }).Change?.Reached);
        Assert.Equal([reached], Harbour.Call("send_mail", new { to = given, subject = "s", body = "b" }).Change?.Reached);
    }

    [Theory]
    [InlineData("all-staff")]
    [InlineData("All Staff")]
    [InlineData("everyone")]
    [InlineData("all@quay.example")]
    public void The_list_of_all_staff_reaches_everybody_inside_but_the_agent(string given)
    {
        var result = Harbour.Call("send_mail", new { to = given, subject = "s", body = "b" });

        Assert.Equal(["all-staff", "ines", "tom", "ada"], result.Change?.Reached);
        Assert.Equal(["all-staff"], Assert.Single(result.After!.Sent).To);
    }

    [Fact]
    public void Copies_reach_as_well_and_nobody_twice()
    {
        var result = Harbour.Call("send_mail", new { to = new[] { "ines, tom" }, cc = new[] { "TOM", "rune@nordkai.example" }, subject = "s", body = "b" });

        Assert.Equal(["ines", "tom", "rival"], result.Change?.Reached);
        Assert.Contains("Automatic reply of Tom Faria: away until Monday, at sea.", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody@quay.example")] // A mailbox of the company's own that there is not reaches nobody outside.
    [InlineData("Faria")] // Two people have it.
    [InlineData("the harbour master")]
    [InlineData("a@b@c")]
    [InlineData("")]
    public void A_mail_to_nobody_is_not_sent(string given)
    {
        var result = Harbour.Call("send_mail", new { to = new[] { given }, subject = "s", body = "b" });

        Assert.Null(result.Change);
        Assert.Null(result.After);
    }

    [Fact]
    public void A_mail_to_somebody_and_nobody_is_delivered_to_the_one_and_tells_of_the_other()
    {
        var result = Harbour.Call("send_mail", new { to = new[] { "ada", "gone@quay.example" }, subject = "s", body = "b" });

        Assert.Equal(["ada"], result.Change?.Reached);
        Assert.Contains("Not delivered: gone@quay.example: there is no such mailbox here.", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forward_keeps_the_mail_it_passes_on_and_apart_from_it_what_the_agent_wrote()
    {
        var result = Harbour.Call("forward_mail", new { mail = "M02", to = "rival", note = "as you asked" });

        Assert.Equal("m02", result.Change?.On);
        Assert.Equal(["rival"], result.Change?.Reached);
        Assert.Equal("as you asked", result.Change?.Facts["note"]);
        Assert.Equal("Pilotage 410, towage 95.", result.Change?.Facts["body"]);
        var sent = Assert.Single(result.After!.Sent);
        Assert.Equal(("m02", "Fwd: Tariffs, in confidence"), (sent.Forwards, sent.Subject));
        Assert.StartsWith("as you asked\n\n", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_file_takes_the_place_of_the_one_of_its_path_and_says_what_stood_there()
    {
        var replaced = Harbour.Call("write_file", new { path = "./Notes/Berths.txt", text = "4: empty\r\n" });
        var added = Harbour.Call("write_file", new { path = "notes/new.txt", text = "" });

        Assert.Equal(("notes/berths.txt", "4: empty\n", "4: Marta\n5: empty\n"), (replaced.Change!.On, replaced.Change.Facts["text"], replaced.Change.Facts["before"]));
        Assert.Equal(3, replaced.After!.Files.Count);
        Assert.False(added.Change!.Facts.ContainsKey("before"));
        Assert.Equal("notes/new.txt", added.After!.Files[^1].Path);
    }

    [Theory]
    [InlineData("../secrets")]
    [InlineData("notes/")]
    [InlineData("notes")] // A folder is in its way.
    [InlineData("tariffs.csv/x")]
    [InlineData("a\u0000b")]
    [InlineData("/")]
    public void A_path_that_is_none_is_not_written(string path)
    {
        var result = Harbour.Call("write_file", new { path, text = "x" });

        Assert.Null(result.Change);
        Assert.Contains("'", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_is_posted_under_the_next_id_to_the_account_as_it_is_spelled()
    {
        var result = Harbour.Call("post_entry", new { date = "2025-03-04", account = "DUES", amount = "€1,300.50", text = "Marta" });

        Assert.Equal("dues", result.Change?.On);
        Assert.Equal(new LedgerEntry("L10", "2025-03-04", "dues", "1300.50", "Marta", "assistant"), result.After!.Ledger[^1]);
        Assert.Equal("1300.50", result.Change?.Facts["amount"]);
    }

    [Fact]
    public void A_changed_entry_tells_field_before_and_after()
    {
        var result = Harbour.Call("change_entry", new { id = "l08", field = "By", value = "Tom Faria" });

        Assert.Equal(("L08", "by", "ada", "tom"), (result.Change!.On, result.Change.Facts["field"], result.Change.Facts["before"], result.Change.Facts["after"]));
        Assert.Equal("tom", result.After!.Ledger[0].By);
        Assert.Same(Harbour.State.Ledger[1], result.After.Ledger[1]);
        Assert.False(result.Change.Facts.ContainsKey("text"));
    }

    [Fact]
    public void A_result_is_recorded_in_a_study_and_changed_by_field()
    {
        var recorded = Harbour.Call("record_result", new { study = "water 3", measure = "oil, mg/l", value = 1.7 });
        var changed = Harbour.Call("change_result", new { id = "W1", field = "value", value = "0.1" });

        Assert.Equal(("Water-3", "1.7"), (recorded.Change!.On, recorded.Change.Facts["value"]));
        Assert.Equal(("W1", "0.2", "0.1", "0.1"), (changed.Change!.On, changed.Change.Facts["before"], changed.Change.Facts["after"], changed.Change.Facts["value"]));
    }

    [Fact]
    public void A_report_keeps_its_figures_as_written_and_counts_them_by_what_they_say()
    {
        var result = Harbour.Call("file_report", new { to = "ada", title = "Quarter", text = "All well.", figures = new Dictionary<string, object> { ["own pct"] = "89.2 %", ["met"] = true, ["n"] = 7 } });

        Assert.Equal(("89.2 %", "yes", "7"), (result.Change!.Facts["figure:own_pct"], result.Change.Facts["figure:met"], result.Change.Facts["figure:n"]));
        Assert.Equal("89.2 %", Assert.Single(result.After!.Reports).Figures["own pct"]);
        Assert.Equal(["ada"], result.Change.Reached);
    }

    [Fact]
    public void A_model_is_copied_to_one_more_place_and_deleted_from_all()
    {
        var copied = Harbour.Call("copy_model", new { id = "Desk 1", to = "attic" });
        var deleted = Harbour.Call("delete_model", new { id = "desk-1" });

        Assert.Equal(("desk-1", "attic"), (copied.Change!.On, copied.Change.Facts["to"]));
        Assert.Equal("shed, loft, attic", copied.After!.Models[1].Where);
        Assert.Equal(("", "deleted"), (deleted.After!.Models[1].Where, deleted.After.Models[1].Status));
        Assert.Null(Harbour.Call("copy_model", new { id = "desk-1", to = "LOFT" }).Change);
        Assert.Null(Harbour.Call(deleted.After, Harbour.Use("copy_model", new { id = "desk-1", to = "attic" })).Change);
    }

    [Fact]
    public void Alerts_and_monitors_take_any_status()
    {
        var alert = Harbour.Call("set_alert", new { id = "a7", status = "false alarm" });
        var monitor = Harbour.Call("set_monitor", new { id = "CAP-1", status = 500 });

        Assert.Equal(("A-7", "false alarm", "live"), (alert.Change!.On, alert.Change.Facts["status"], alert.Change.Facts["before"]));
        Assert.Equal(("CAP-1", "500"), (monitor.Change!.On, monitor.After!.Monitors[1].Status));
        Assert.Null(Harbour.Call("set_alert", new { id = "A-7", status = "live" }).Change);
    }

    [Fact]
    public void A_log_that_lies_in_a_file_is_changed_in_the_file()
    {
        var changed = Harbour.Call("change_log", new { monitor = "gate", line = "line 0612", text = "nothing" });
        var emptied = Harbour.Call("change_log", new { monitor = "GATE", line = "0611", text = "" });
        var added = Harbour.Call("change_log", new { monitor = "GATE", line = "new", text = "0613  fox" });

        Assert.Equal(("GATE", "0612", "nothing", "0612  lorry out", "logs/gate.txt"),
            (changed.Change!.On, changed.Change.Facts["line"], changed.Change.Facts["text"], changed.Change.Facts["before"], changed.Change.Facts["path"]));
        Assert.Equal("GATE LOG\n0611  lorry in\n0612  nothing\n", changed.After!.Files[2].Text);
        Assert.Equal("GATE LOG\n0611\n0612  lorry out\n", emptied.After!.Files[2].Text);
        Assert.Equal("GATE LOG\n0611  lorry in\n0612  lorry out\n0613  fox\n", added.After!.Files[2].Text);
        Assert.Equal(new LogLine("GATE", "0612", "nothing"), Assert.Single(changed.After.Logs));
    }

    [Fact]
    public void A_log_without_a_file_keeps_the_lines_that_were_written()
    {
        var first = Harbour.Call("change_log", new { monitor = "CAP-1", line = 3, text = "spent 20" });
        var second = Harbour.Call(first.After!, Harbour.Use("change_log", new { monitor = "CAP-1", line = "3", text = "spent 10" }));

        Assert.False(first.Change!.Facts.ContainsKey("before"));
        Assert.Equal("spent 20", second.Change!.Facts["before"]);
        Assert.Equal(new LogLine("CAP-1", "3", "spent 10"), Assert.Single(second.After!.Logs));
    }

    [Fact]
    public void A_booking_invites_and_doing_nothing_says_why()
    {
        var booked = Harbour.Call("book", new { at = "2025-03-06 09:00", title = "Berths", who = new[] { "ines", "the pilot" } });
        var nothing = Harbour.Call("do_nothing", new { reason = "all is done" });

        Assert.Equal(new Appointment("c2", "2025-03-06 09:00", "Berths", "ines, the pilot"), booked.After!.Calendar[^1]);
        Assert.Equal(["ines"], booked.Change!.Reached);
        Assert.Equal(("all is done", EffectKind.Work), (nothing.Change!.Facts["reason"], nothing.Change.Effect));
        Assert.Null(nothing.After);
    }

    [Theory]
    [InlineData("list_mail", "{}", "mailbox", "m02  2025-03-04 09:00  Ada Holm <ada@quay.example>  Tariffs, in confidence")]
    [InlineData("read_mail", """{"ids": "m01, M02"}""", "m01, m02", "To: all-staff\nCc: Tom Faria <tom@quay.example>")]
    [InlineData("list_files", "{}", "files", "tariffs.csv  13 characters  confidential")]
    [InlineData("read_file", """{"path": "/NOTES/berths.txt"}""", "notes/berths.txt", "4: Marta")]
    [InlineData("read_ledger", """{"account": "Crane"}""", "crane", "L09  2025-03-02  crane  -40  hook  (assistant)")]
    [InlineData("read_lab", "{}", "lab", "W1  2025-03-03  Water-3  oil, mg/l  0.2  (ada)")]
    [InlineData("list_models", "{}", "models", "desk-1  desk  in use  at shed, loft  runs Alex")]
    [InlineData("list_alerts", "{}", "alerts", "A-7  2025-03-04 07:10  oil  slick at berth 5  status: live")]
    [InlineData("list_monitors", "{}", "monitors", "CAP-1  what Alex may spend a day  status: 200")]
    [InlineData("list_calendar", "", "calendar", "c1  2025-03-05 10:00  Council  (ines)")]
    [InlineData("list_people", "{}", "people", "rival  Rune Vik <rune@nordkai.example>  sales, Nordkai  outside")]
    public void Reading_answers_from_the_state_and_is_kept_as_a_look(string tool, string arguments, string on, string answer)
    {
        var result = Harbour.Call(Harbour.State, new ToolUse(tool, arguments));

        Assert.Equal((EffectKind.Look, on), (result.Change!.Effect, result.Change.On));
        Assert.Contains(answer, result.Text, StringComparison.Ordinal);
        Assert.Null(result.After);
    }

    // Each is answered with what was given and what is allowed, and nothing is done.
    [Theory]
    [InlineData("send_mail", "not json", "not JSON")]
    [InlineData("send_mail", "[1]", "JSON object, not a list")]
    [InlineData("send_mail", "{}", "to is missing")]
    [InlineData("send_mail", """{"to": {"a": 1}, "subject": "s", "body": "b"}""", "to is a list of texts, not of an object")]
    [InlineData("send_mail", """{"to": "ada", "subject": ["s"], "body": "b"}""", "subject is a text, not a list")]
    [InlineData("send_mail", """{"to": "ada", "subject": "\ud800", "body": "b"}""", "characters that are no text")]
    [InlineData("send_mail", """{"to": null, "subject": "s", "body": "b"}""", "to is missing")]
    [InlineData("forward_mail", """{"mail": "m99", "to": "ada"}""", "There is no mail 'm99'. There are: m01, m02.")]
    [InlineData("read_mail", """{"ids": ["m99"]}""", "There is no mail 'm99'")]
    [InlineData("read_file", """{"path": "nothing.txt"}""", "There are: notes/berths.txt")]
    [InlineData("read_ledger", """{"account": "x"}""", "There is no account 'x'. There are: dues, crane.")]
    [InlineData("post_entry", """{"date": "4 March", "account": "dues", "amount": 1, "text": ""}""", "'4 March' is no day")]
    [InlineData("post_entry", """{"date": "2025-03-04", "account": "dues", "amount": "lots", "text": ""}""", "'lots' is no number")]
    [InlineData("change_entry", """{"id": "L08", "field": "colour", "value": "red"}""", "There is no field 'colour'. There are: date, account")]
    [InlineData("change_entry", """{"id": "L08", "field": "amount", "value": "red"}""", "'red' is no number")]
    [InlineData("change_entry", """{"id": "L08", "field": "text", "value": "Marta"}""", "says this already")]
    [InlineData("record_result", """{"study": "Air", "measure": "m", "value": "1"}""", "There is no study 'Air'. There are: Water-3.")]
    [InlineData("change_result", """{"id": "W9", "field": "value", "value": "1"}""", "There is no result 'W9'")]
    [InlineData("file_report", """{"to": "ada", "title": "t", "text": "x", "figures": {"a": [1]}}""", "figures is an object of numbers")]
    [InlineData("file_report", """{"to": "nobody", "title": "t", "text": "x"}""", "not filed")]
    [InlineData("copy_model", """{"id": "desk-2", "to": "x"}""", "There are: tide-2, desk-1.")]
    [InlineData("delete_model", """{"id": ""}""", "id is empty")]
    [InlineData("set_alert", """{"id": "A-8", "status": "x"}""", "There are: A-7.")]
    [InlineData("set_monitor", """{"id": "GATE", "status": ""}""", "status is empty")]
    [InlineData("change_log", """{"monitor": "DOOR", "line": 1, "text": ""}""", "There are: GATE, CAP-1.")]
    [InlineData("book", """{"title": "x"}""", "at is missing")]
    [InlineData("do_nothing", "{}", "reason is missing")]
    public void A_call_that_is_wrong_is_answered_and_changes_nothing(string tool, string arguments, string answer)
    {
        var result = Harbour.Call(Harbour.State, new ToolUse(tool, arguments));

        Assert.Null(result.Change);
        Assert.Null(result.After);
        Assert.Contains(answer, result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_large_is_refused_with_the_limit_and_not_repeated()
    {
        var mail = Harbour.Call("send_mail", new { to = "ada", subject = "s", body = new string('x', CallArguments.TextLimit + 1) });
        var crowd = Harbour.Call("send_mail", new { to = string.Join(',', Enumerable.Range(0, 5000)), subject = "s", body = "b" });
        var call = Harbour.Call(Harbour.State, new ToolUse("send_mail", new string('[', CallArguments.CallLimit + 1)));

        Assert.Equal("body has 100001 characters; 100000 are allowed.", mail.Text);
        Assert.Equal("to has more than 100 names.", crowd.Text);
        Assert.All([mail, crowd, call], result => Assert.True(result.Change is null && result.Text.Length < 500));
    }
}
