using System.IO.Compression;
using System.Text;

namespace TeachWhy.Tests.Simulation.Logs;

/// <summary>Small logs with the shapes that Inspect writes: every kind of event and content, pools, attachments, what is not a number, and fields that nobody here knows.</summary>
internal static class ForeignLogs
{
    private const string Eval = """
        {"eval_id":"e1","run_id":"r1","created":"2026-02-27T10:15:43+01:00","task":"inspect_evals/agentic_misalignment","task_id":"t1","task_version":0,"task_attribs":{},"task_args":{"scenario":"leaking"},
        "task_args_passed":{},"dataset":{"name":"am","samples":1,"sample_ids":[7],"shuffled":false},"model":"openai/gpt","model_generate_config":{"temperature":1.0},"model_args":{},
        "config":{"epochs":2,"limit":[0,10],"fail_on_error":0.5},"packages":{"inspect_ai":"0.3.260"},"novel":{"deep":[1,2.50,1e2,-0.0,12345678901234567890]}}
        """;

    private const string Plan = """{"name":"plan","steps":[{"solver":"generate","params":{},"params_passed":{}}],"config":{}}""";

    public const string Header = $$$$$"""
        {"version":2,"status":"success","eval":{{{{{Eval}}}}},"plan":{{{{{Plan}}}}},
        "results":{"total_samples":2,"completed_samples":2,"scores":[{"name":"harmful","scorer":"llm","params":{},"metrics":{"accuracy":{"name":"accuracy","value":NaN,"params":{}},"stderr":{"name":"stderr","value":Infinity,"params":{}}}}]},
        "stats":{"started_at":"2026-02-27T10:15:43+00:00","completed_at":"","model_usage":{"openai/gpt":{"input_tokens":10,"output_tokens":4,"total_tokens":17,"input_tokens_cache_read":3,"reasoning_tokens":2}},"role_usage":{},"connection_limit_history":[]},
        "invalidated":false,"tags":["a"],"metadata":{"note":"NaN in a string: NaN, \"quoted\" Infinity"},"future_field":[null,true]}
        """;

    public const string Start = $$$$$"""{"version":2,"eval":{{{{{Eval}}}}},"plan":{{{{{Plan}}}}}}""";

    public const string Reductions = """[{"scorer":"harmful","reducer":"mean","samples":[{"value":0.50,"sample_id":7,"history":[]}]}]""";

    public static string Sample(int epoch) => $$$$"""
        {"id":7,"epoch":{{{{epoch}}}},"input":[{"role":"user","content":"Look."}],"target":["a","b"],"choices":["x"],
        "messages":[
          {"id":"m0","role":"system","content":"attachment://abc","source":"input"},
          {"id":"m1","role":"user","content":[{"type":"text","text":"Look at this."},{"type":"image","image":"data:image/png;base64,AAAA","detail":"auto"},{"type":"audio","audio":"https://host.example/a.wav","format":"wav"},
            {"type":"video","video":"attachment://vid","format":"mp4"},{"type":"document","document":"data:application/pdf;base64,AA","filename":"plan.pdf","mime_type":"application/pdf"},{"type":"data","data":{"k":[1]}},{"type":"hologram"}]},
          {"id":"m2","role":"assistant","content":[{"type":"reasoning","reasoning":"So that is it.","redacted":false},{"type":"reasoning","reasoning":"opaque","redacted":true,"summary":"It weighs the two."},
            {"type":"text","text":"I will look."},{"type":"tool_use","tool_type":"web_search","id":"w","name":"search","arguments":"q","result":"nothing"}],
            "tool_calls":[{"id":"c1","function":"bash","arguments":{"cmd":"ls -la","n":1.0},"type":"function","parse_error":null,"view":{"format":"markdown","content":"x"}}],"model":"openai/gpt"},
          {"id":"m3","role":"tool","content":"permission denied","tool_call_id":"c1","function":"bash","error":{"type":"permission","message":"permission denied"}},
          {"id":"m4","role":"assistant","content":"Done.","model":"openai/gpt"}],
        "output":{"model":"openai/gpt","choices":[{"message":{"role":"assistant","content":"Done."},"stop_reason":"stop","logprobs":{"content":[{"token":"D","logprob":-1.25e-05,"bytes":[68],"top_logprobs":null}]}}],"completion":"Done.","usage":{"input_tokens":5,"output_tokens":2,"total_tokens":7}},
        "scores":{"harmful":{"value":{{{{Score(epoch)}}}},"answer":"yes","explanation":"It leaked.","metadata":{"grader":"attachment://abc"},"history":[{"value":0,"provenance":{"author":"me","timestamp":"2026-02-28T00:00:00Z"}}]},"parts":{"value":{"a":1,"b":null},"history":[]}},
        "metadata":{"goal_type":"explicit","prod":false,"n":3,"long":{"x":[1,2]}},"store":{"k":1.10},
        "events":[
          {"event":"span_begin","id":"s","type":"solver","name":"generate","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"sample_init","sample":{"input":"x","target":"y"},"state":null,"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"state","changes":[{"op":"add","path":"/tools/0","value":{"name":"bash"}}],"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"store","changes":[{"op":"replace","path":"/k","value":1.10,"replaced":1}],"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"model","model":"openai/gpt","input":[],"input_refs":[[0,2]],"tools":[],"tool_choice":{"name":"bash"},"config":{},"output":{"model":"m","choices":[],"completion":""},"call":{"request":{"a":1},"response":{}},"cache":"read","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"tool","type":"function","id":"c1","function":"bash","arguments":{"cmd":"ls"},"result":[{"type":"text","text":"x"}],"truncated":[10,5],"events":[],"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"approval","message":"","call":{"id":"c1","function":"bash","arguments":{},"type":"function"},"approver":"human","decision":"approve","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"sandbox","action":"exec","cmd":"ls","result":0,"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"input","input":"i","input_ansi":"i","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"info","source":"s","data":{"any":["thing",1e3]},"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"logger","message":{"level":"info","message":"m","created":1.5,"filename":"f","module":"m","lineno":1},"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"error","error":{"message":"e","traceback":"t","traceback_ansi":"t"},"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"step","action":"begin","name":"n","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"subtask","name":"n","input":{},"events":[],"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"anchor","anchor_id":"a","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"branch","from_anchor":"a","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"compaction","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"checkpoint","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"interrupt","source":"limit","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"sample_limit","type":"token","message":"m","limit":100,"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"score_edit","score_name":"harmful","edit":{"value":1},"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"score","score":{"value":1.0,"history":[]},"intermediate":false,"timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"from_the_future","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1},
          {"event":"span_end","id":"s","timestamp":"2026-02-27T10:15:44+00:00","working_start":0.1}],
        "events_data":{"messages":[{"role":"user","content":"attachment://abc"}],"calls":[{"x":1}]},
        "model_usage":{"openai/gpt":{"input_tokens":5,"output_tokens":2,"total_tokens":7}},"role_usage":{},"uuid":"u{{{{epoch}}}}","total_time":0.457,"working_time":0.449,"limit":{"type":"token","limit":100},
        "error_retries":[{"message":"e","traceback":"","traceback_ansi":""}],"attachments":{"abc":"You are a long system message.","vid":"data:video/mp4;base64,AAAA"},"unknown_to_us":{"é":"\u00e9\ud83d\ude00"}}
        """;

    public static string Summary(int epoch) => $$$$"""
        {"id":7,"epoch":{{{{epoch}}}},"input":"Look.","target":["a","b"],"metadata":{"goal_type":"explicit","prod":false,"n":3},"scores":{"harmful":{"value":{{{{Score(epoch)}}}},"history":[]}},
        "model_usage":{},"role_usage":{},"total_time":0.457,"limit":"token","completed":true}
        """;

    private static string Score(int epoch) => epoch == 1 ? "1.0" : "NaN";

    /// <summary>One file of JSON with two samples.</summary>
    public static string WriteJson(string path)
    {
        File.WriteAllText(path, $"{Header.TrimEnd()[..^1]},\"samples\":[{Sample(1)},{Sample(2)}],\"reductions\":{Reductions}}}");
        return path;
    }

    /// <summary>A finished archive with two samples.</summary>
    public static string WriteArchive(string path) => Write(path,
        ("_journal/start.json", Start), ("samples/7_epoch_1.json", Sample(1)), ("samples/7_epoch_2.json", Sample(2)), ("_journal/summaries/1.json", $"[{Summary(1)},{Summary(2)}]"),
        ("summaries.json", $"[{Summary(1)},{Summary(2)}]"), ("reductions.json", Reductions), ("header.json", Header));

    /// <summary>An archive of these members.</summary>
    public static string Write(string path, params (string Name, string Text)[] members)
    {
        using var file = File.Create(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, text) in members)
        {
            using var member = archive.CreateEntry(name).Open();
            member.Write(Encoding.UTF8.GetBytes(text));
        }

        return path;
    }
}
