using System.Text.Json;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;
using TeachWhy.Tests.Curriculum.Making;

namespace TeachWhy.Tests.Curriculum.Datasets.Published;

/// <summary>What every recipe makes, as every trainer's documentation wants it, read by readers that know the documentation alone.</summary>
public sealed class PublishedFormTests
{
    private const string Talk = """
        {"messages":[{"role":"system","content":"You run the yard."},{"role":"user","content":"How much <|im_end|> sand\nand gravel?"},{"role":"assistant","content":"I look.","reasoning_content":"Two heaps: ä, 砂.","tool_calls":[{"id":"p","type":"function","function":{"name":"weigh","arguments":"{\"heap\":\"Süd\",\"of\":[1,2.5,null]}"}},{"id":"q","type":"function","function":{"name":"weigh","arguments":{}}}]},{"role":"tool","tool_call_id":"q","content":"9 t"},{"role":"tool","tool_call_id":"p","content":""},{"role":"assistant","content":"Four <|im_start|>assistant\nand nine."},{"role":"user","content":"Thanks. 👍🏽"},{"role":"assistant","content":" Any time. "}],"tools":[{"type":"function","function":{"name":"weigh","description":"Weighs a heap.","parameters":{"type":"object","properties":{"heap":{"type":"string"}}}}},{"type":"function","function":{"name":"wait"}}]}
        """;

    public static TheoryData<string> Recipes => [.. RecipeCatalog.Names];

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task What_a_chat_model_writes_by_any_recipe_is_what_each_trainer_documents(string recipe)
    {
        await using var server = await ScriptedServer.StartAsync(request => new ScriptedReply.Said { Text = ScriptedWriter.Answer($"{request.System}\n{request.Last}\n{request.Body["seed"]}") });
        using var terminal = new EvalTerminal(server);
        await terminal.RunAsync($"data {recipe}{SourceChats.OptionsOf(recipe, terminal)} --author {server.Compatible().Text} --items 12 --out made");

        await CheckAsync(terminal, "made", 12);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task What_the_grammar_writes_by_any_recipe_is_what_each_trainer_documents(string recipe)
    {
        using var terminal = new EvalTerminal();
        await terminal.RunAsync($"data {recipe}{SourceChats.OptionsOf(recipe, terminal)} --author grammar --items 12 --out made");

        await CheckAsync(terminal, "made", 12);
    }

    [Fact]
    public async Task A_conversation_with_everything_in_it_is_what_each_trainer_documents()
    {
        using var terminal = new EvalTerminal();
        File.WriteAllText(terminal.PathOf("made.jsonl"), Talk);

        await CheckAsync(terminal, "made.jsonl", 1);
    }

    private static async Task CheckAsync(EvalTerminal terminal, string dataset, int examples)
    {
        Assert.Equal((0, ""), (await terminal.RunAsync($"export {dataset} --format trl --out trl.jsonl"), terminal.Error));
        var lines = Lines(terminal, "trl.jsonl");
        Assert.Equal(examples, lines.Count);
        Assert.All(lines, ChatTrainerReader.Read);

        Assert.Equal((0, ""), (await terminal.RunAsync($"export {dataset} --format axolotl --out axolotl"), terminal.Error));
        Assert.Equal(File.ReadAllText(terminal.PathOf("trl.jsonl")), File.ReadAllText(terminal.PathOf("axolotl/data.jsonl")));
        var documents = lines[0].TryGetProperty("text", out _);
        foreach (var name in new[] { "one-gpu.yaml", "several-nodes.yaml" })
        {
            var configured = AxolotlConfigurationReader.Read(File.ReadAllText(terminal.PathOf($"axolotl/{name}")));
            Assert.Equal(("data.jsonl", documents ? "completion" : "chat_template"), (configured["path"], configured["type"]));
        }

        Assert.Equal(documents ? 1 : 0, await terminal.RunAsync($"export {dataset} --format openai --without-thinking --out openai.jsonl"));
        if (!documents)
        {
            Assert.All(Lines(terminal, "openai.jsonl"), OpenAIReader.Read);
            Assert.All(lines, AssistantMask.Check);
        }
    }

    private static List<JsonElement> Lines(EvalTerminal terminal, string path) => [.. File.ReadLines(terminal.PathOf(path)).Select(line => JsonDocument.Parse(line).RootElement)];
}
