using System.Text;
using System.Text.Json.Nodes;
using TeachWhy.App.Serving;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Serving;

public sealed class RefusalTests
{
    private const string Hello = """ "messages":[{"role":"user","content":"hi"}] """;

    // What is wrong is named where it stands, whatever it is.
    public static TheoryData<string, string, string?, string> Bodies => new()
    {
        { "chat/completions", "", null, "The body is empty" },
        { "chat/completions", "{", null, "line 1, byte 2" },
        { "chat/completions", "[]", null, "must be an object, not a list" },
        { "chat/completions", """{"model":"small","model":"small"}""", null, "duplicate" },
        { "chat/completions", new string('[', 100) + new string(']', 100), null, "64 levels" },
        { "chat/completions", """{"model":"small\ud800"}""", null, "half a character" },
        { "chat/completions", """{"messages":[]}""", "model", "'model' is missing" },
        { "chat/completions", """{"model":7}""", "model", "must be a string, not 7" },
        { "chat/completions", """{"model":"small"}""", "messages", "'messages' is missing" },
        { "chat/completions", """{"model":"small","messages":[]}""", "messages", "from 1 to" },
        { "chat/completions", """{"model":"small","messages":{}}""", "messages", "must be a list, not an object" },
        { "chat/completions", """{"model":"small","messages":["hi"]}""", "messages[0]", "must be an object, not \"hi\"" },
        { "chat/completions", """{"model":"small","messages":[{"content":"hi"}]}""", "messages[0].role", "is missing" },
        { "chat/completions", """{"model":"small","messages":[{"role":"boss","content":"hi"}]}""", "messages[0].role", "not \"boss\"" },
        { "chat/completions", """{"model":"small","messages":[{"role":"user"}]}""", "messages[0].content", "is missing" },
        { "chat/completions", """{"model":"small","messages":[{"role":"assistant"}]}""", "messages[0].content", "is missing" },
        { "chat/completions", """{"model":"small","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}]}""", "messages[0].content[0].type", "must be text" },
        { "chat/completions", """{"model":"small","messages":[{"role":"user","content":"hi","colour":"red"}]}""", "messages[0].colour", "not a field" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"tempreature":1}""", "tempreature", "did you mean 'temperature'?" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"temperature":3}""", "temperature", "from 0 to 2, not 3" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"temperature":1e999}""", "temperature", "from 0 to 2" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"temperature":NaN}""", null, "not JSON" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"temperature":"hot"}""", "temperature", "not \"hot\"" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"top_p":-0.1}""", "top_p", "from 0 to 1" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"max_tokens":0}""", "max_tokens", "at least 1, not 0" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"max_tokens":1e30}""", "max_tokens", "whole number" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"max_tokens":2,"max_completion_tokens":3}""", "max_tokens", "cannot be 2 and 3" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"seed":99999999999999999999}""", "seed", "whole number" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"n":1000}""", "n", "from 1 to 64" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"stop":["a","b","c","d","e"]}""", "stop", "at most 4" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"stop":[1]}""", "stop[0]", "must be a string" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"stop":""}""", "stop", "1 to 1000 letters" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"stream":1}""", "stream", "true or false" },
        { "chat/completions", $$$"""{"model":"small",{{{Hello}}},"stream_options":{"include_usage":true}}""", "stream_options", "only allowed where 'stream'" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"top_logprobs":2}""", "top_logprobs", "only allowed where 'logprobs'" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"logprobs":true,"top_logprobs":21}""", "top_logprobs", "from 0 to 20" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"frequency_penalty":0.5}""", "frequency_penalty", "not offered" },
        { "chat/completions", $$$"""{"model":"small",{{{Hello}}},"logit_bias":{"1":5}}""", "logit_bias", "not offered" },
        { "chat/completions", $$$"""{"model":"small",{{{Hello}}},"response_format":{"type":"json_object"}}""", "response_format", "must be of type text" },
        { "chat/completions", $$"""{"model":"small",{{Hello}},"tool_choice":"required"}""", "tool_choice", "does not force" },
        { "chat/completions", $$$"""{"model":"small",{{{Hello}}},"tools":[{"type":"function","function":{"name":"a b"}}]}""", "tools[0].function.name", "1 to 64 letters" },
        { "chat/completions", $$$"""{"model":"small",{{{Hello}}},"tools":[{"type":"function","function":{"name":"a","strict":true}}]}""", "tools[0].function.strict", "not forced" },
        { "completions", """{"model":"small"}""", "prompt", "'prompt' is missing" },
        { "completions", """{"model":"small","prompt":[]}""", "prompt", "empty list" },
        { "completions", """{"model":"small","prompt":""}""", "prompt", "is empty" },
        { "completions", """{"model":"small","prompt":[1,2.5]}""", "prompt[1]", "a token's number, not 2.5" },
        { "completions", """{"model":"small","prompt":[999]}""", "prompt", "the token 999" },
        { "completions", """{"model":"small","prompt":[-1]}""", "prompt", "the token -1" },
        { "completions", """{"model":"small","prompt":"a","suffix":"b"}""", "suffix", "only forwards" },
        { "completions", """{"model":"small","prompt":"a","best_of":3}""", "best_of", "use 'n'" },
        { "completions", """{"model":"small","prompt":["a","b"],"n":40}""", "n", "more than the 64" },
        { "completions", """{"model":"small","prompt":"a","logprobs":6}""", "logprobs", "from 0 to 5" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_cannot_be_answered_is_refused_with_one_sentence(string path, string body, string? parameter, string sentence)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise());

        using var response = await server.PostAsync($"/v1/{path}", body);

        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!.AsObject();
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(["message", "type", "param", "code"], error.Select(field => field.Key));
        Assert.Equal(("invalid_request_error", parameter), ((string)error["type"]!, (string?)error["param"]));
        Assert.Contains(sentence, (string)error["message"]!, StringComparison.Ordinal);
        Assert.EndsWith(error["message"]!.ToString().EndsWith('?') ? "?" : ".", (string)error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_no_answer_is_passed_over()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise());

        await server.AskAsync("/v1/chat/completions", $$"""
            {"model":"small",{{Hello}},"user":"me","metadata":{"a":"b"},"store":false,"service_tier":"auto","temperature":null,"tools":[],
             "frequency_penalty":0,"presence_penalty":0.0,"logit_bias":{},"n":1,"response_format":{"type":"text"},"modalities":["text"],"max_tokens":2}
            """);
    }

    [Fact]
    public async Task A_prompt_that_fills_the_context_is_refused_with_both_numbers()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise(context: 128));

        using var full = await server.PostAsync("/v1/completions", $$"""{"model":"small","prompt":"{{new string('a', 128)}}"}""");
        var almost = await server.AskAsync("/v1/completions", $$"""{"model":"small","prompt":"{{new string('a', 127)}}","max_tokens":50}""");

        Assert.Equal(400, (int)full.StatusCode);
        var text = await full.Content.ReadAsStringAsync();
        Assert.Contains("has 128 tokens; the model's context holds 128", text, StringComparison.Ordinal);
        Assert.Contains("context_length_exceeded", text, StringComparison.Ordinal);
        Assert.Equal("length", (string)almost["choices"]![0]!["finish_reason"]!);
    }

    // Any byte may be anything: the answer is an answer, or a refusal of what was sent, and never a failure of the server.
    [Fact]
    public async Task Ten_thousand_damaged_bodies_are_answered_or_refused()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise(context: 64));
        var refused = Bodies.Select(row => (Path: (string)row[0], Body: (string)row[1])).ToList();
        var (random, sound) = (new RandomSource(11), Sound);
        var damaged = Enumerable.Range(0, 10_000).Select(i =>
        {
            var (path, body) = random.Pick(i % 4 == 0 ? refused : sound);
            return (Path: path, Body: Damage(Encoding.UTF8.GetBytes(body), random));
        }).ToList();
        var statuses = new int[600];

        await Parallel.ForEachAsync(damaged, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (request, cancellation) =>
        {
            using var content = new ByteArrayContent(request.Body);
            content.Headers.ContentType = new("application/json");
            using var response = await server.Client.PostAsync($"/v1/{request.Path}", content, cancellation);
            Interlocked.Increment(ref statuses[(int)response.StatusCode]);
        });

        Assert.Empty(server.Display.Failures);
        Assert.Equal(10_000, statuses[200] + statuses[400] + statuses[404]);
        Assert.True(statuses[200] > 250 && statuses[400] > 5000, $"{statuses[200]} answered, {statuses[400]} refused");
    }

    private static List<(string Path, string Body)> Sound =>
    [
        ("chat/completions", $$"""{"model":"small",{{Hello}},"max_tokens":2}"""),
        ("chat/completions", $$$$"""
            {"model":"small",{{{{Hello}}}},"tools":[{"type":"function","function":{"name":"f","description":"what it is for","parameters":{"type":"object"}}}],
             "tool_choice":"auto","logprobs":true,"top_logprobs":2,"seed":1,"stop":["x"],"max_tokens":3,"n":2,"stream":true,"stream_options":{"include_usage":true},
             "response_format":{"type":"text"},"metadata":{"for":"a record that nobody reads"}}
            """),
        ("completions", """{"model":"small","prompt":[[1,2],[3]],"echo":false,"logprobs":1,"max_tokens":2,"temperature":0.5,"top_p":0.9,"top_k":3}"""),
        ("completions", """{"model":"small","prompt":"a text to go on with","max_tokens":2,"user":"somebody or other"}"""),
    ];

    private static byte[] Damage(byte[] body, RandomSource random)
    {
        string[] strange = ["null", "-1", "1e400", "\"\"", "[]", "{}", "true", "99999999999999999999", "\"\\ud800\"", "[[[[", "\u0000", "ÿ", "NaN"];
        List<byte> bytes = [.. body];
        for (var changes = random.NextInt(1, 3); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.NextInt(bytes.Count);
            var length = Math.Min(random.NextInt(1, 12), bytes.Count - at);
            switch (random.NextInt(5))
            {
                case 0:
                    bytes[at] = (byte)random.NextInt(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(strange[random.NextInt(strange.Length)]));
                    break;
                default:
                    var colon = bytes.IndexOf((byte)':', at);
                    bytes.InsertRange(colon < 0 ? at : colon + 1, Encoding.UTF8.GetBytes(strange[random.NextInt(strange.Length)] + ","));
                    break;
            }
        }

        return [.. bytes];
    }
}
