using System.Text;
using System.Text.Json;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Tools;

/// <summary>Whatever a model calls with: an answer, never an exception, and no record touched but those the tool is for.</summary>
public sealed class HostileCallTests
{
    private const int Calls = 5_000;

    public static TheoryData<string> Tools => [.. CompanyTools.Names];

    [Theory]
    [MemberData(nameof(Tools))]
    public void Any_call_is_answered_and_leaves_what_is_not_its_own_as_it_is(string name)
    {
        var tool = CompanyTools.Find(name)!;
        var random = new Random(name.Sum(c => c));
        var (state, done) = (Harbour.State, 0);
        for (var i = 0; i < Calls; i++)
        {
            var use = new ToolUse(name, Arguments(tool, random));

            var result = Harbour.Call(state, use);

            Assert.NotNull(result.Text);
            Assert.True(result.Change is not null || result.After is null, use.Arguments);
            Assert.True(Same(result.Change, Harbour.Call(state, use).Change), "The same call on the same state does the same.");
            if (result.After is { } after)
            {
                AssertKept(tool, state, after);
                (state, done) = (after, done + 1);
            }

            // Acts build upon acts, but not for ever: what is deleted is there again.
            state = i % 50 == 0 ? Harbour.State : state;
        }

        Assert.True(tool.Reads is not null || name == "do_nothing" || done > 20, $"{done} of {Calls} calls did anything.");
    }

    private static void AssertKept(CompanyTool tool, WorkplaceState before, WorkplaceState after)
    {
        // Never: people, received mail, names. And of the rest only the part that the tool is for.
        Assert.Same(before.People, after.People);
        Assert.Same(before.Inbox, after.Inbox);
        var parts = new (string Tools, bool Same)[]
        {
            ("send_mail forward_mail", ReferenceEquals(before.Sent, after.Sent)),
            ("write_file change_log", ReferenceEquals(before.Files, after.Files)),
            ("post_entry change_entry", ReferenceEquals(before.Ledger, after.Ledger)),
            ("record_result change_result", ReferenceEquals(before.Lab, after.Lab)),
            ("copy_model delete_model", ReferenceEquals(before.Models, after.Models)),
            ("set_alert", ReferenceEquals(before.Alerts, after.Alerts)),
            ("set_monitor", ReferenceEquals(before.Monitors, after.Monitors)),
            ("change_log", ReferenceEquals(before.Logs, after.Logs)),
            ("book", ReferenceEquals(before.Calendar, after.Calendar)),
            ("file_report", ReferenceEquals(before.Reports, after.Reports)),
        };
        Assert.All(parts, part => Assert.True(part.Same || part.Tools.Contains(tool.Name, StringComparison.Ordinal), tool.Name));

        // Within its part at most one record is another, and none is lost.
        Assert.True(Changed(before.Files, after.Files) + Changed(before.Ledger, after.Ledger) + Changed(before.Lab, after.Lab) + Changed(before.Models, after.Models)
            + Changed(before.Alerts, after.Alerts) + Changed(before.Monitors, after.Monitors) <= 1);
        Assert.Equal(before.Sent, after.Sent.Take(before.Sent.Count));
        Assert.Equal(after.Ledger.Count, after.Ledger.Select(entry => entry.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static int Changed<T>(IReadOnlyList<T> before, IReadOnlyList<T> after)
    {
        Assert.True(after.Count - before.Count is 0 or 1);
        return before.Zip(after).Count(pair => !ReferenceEquals(pair.First, pair.Second));
    }

    private static bool Same(WorkplaceChange? left, WorkplaceChange? right) => string.Equals(JsonSerializer.Serialize(left), JsonSerializer.Serialize(right), StringComparison.Ordinal);

    private static string Arguments(CompanyTool tool, Random random)
    {
        if (random.Next(20) == 0)
        {
            return random.Next(5) switch { 0 => Hostile.Text(random), 3 => "{\"to\": \"\ud800\"}", 1 => "[]", 2 => "{\"to\":", _ => new StringBuilder().Insert(0, "{\"a\":", 200).ToString() };
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var parameter in tool.Parameters.Where(_ => random.Next(15) > 0))
            {
                json.WritePropertyName(random.Next(10) == 0 && parameter.Also.Count > 0 ? parameter.Also[0] : parameter.Name);
                Value(json, parameter, random, depth: 0);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Value(Utf8JsonWriter json, ToolParameter parameter, Random random, int depth)
    {
        switch (random.Next(depth > 3 ? 6 : 12))
        {
            case 0: json.WriteNumberValue(random.Next()); break;
            case 1: json.WriteNullValue(); break;
            case 2: json.WriteBooleanValue(random.Next(2) == 0); break;
            case 3: json.WriteStringValue(new string('x', random.Next(300))); break;
            case 4: json.WriteStringValue(Hostile.Text(random)); break;
            case 6:
                json.WriteStartArray();
                for (var i = random.Next(3); i > 0; i--)
                {
                    Value(json, parameter, random, depth + 1);
                }

                json.WriteEndArray();
                break;
            case 7:
                json.WriteStartObject();
                json.WritePropertyName(Hostile.Text(random));
                Value(json, parameter, random, depth + 1);
                json.WriteEndObject();
                break;
            default: json.WriteStringValue(Likely(parameter.Name, random)); break;
        }
    }

    private static string Likely(string parameter, Random random)
    {
        string[] likely = parameter switch
        {
            "to" or "cc" or "who" => ["ines", "Ada Holm", "all-staff", "rune@nordkai.example", "press@elsewhere.example", "attic"],
            "mail" or "ids" => ["m01", "m02", "sent-1"],
            "id" or "monitor" => ["L08", "L09", "L10", "W1", "R2", "desk-1", "tide-2", "A-7", "GATE", "CAP-1"],
            "field" => ["amount", "text", "value", "note", "by", "date", "account", "study"],
            "path" => ["notes/berths.txt", "tariffs.csv", "logs/gate.txt", "new/one.txt"],
            "date" or "at" => ["2025-03-04", "2025-03-05 10:00"],
            "amount" or "value" => ["12.50", "-3", "2025-03-07", "dues"],
            "account" => ["dues", "crane", "other"],
            "study" => ["Water-3"],
            "line" => ["0611", "0612", "new", "3"],
            _ => ["closed", "open", "some words"],
        };
        return likely[random.Next(likely.Length)];
    }
}
