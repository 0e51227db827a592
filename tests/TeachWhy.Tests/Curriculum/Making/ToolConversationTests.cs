using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Datasets.Formats;
using TeachWhy.Curriculum.Making;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Training;
using DataFiles = TeachWhy.Curriculum.Making.DataFiles;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>Conversations with tools, several calls a message and their results, from a recipe to what trainers read.</summary>
public sealed class ToolConversationTests : IDisposable
{
    private const string Schema = """{"type":"object","properties":{"path":{"type":"string","description":"Where."}},"required":["path"]}""";

    private static readonly Example Talk = new()
    {
        Messages =
        [
            new Message("user", "Which of the two is longer?"),
            new Message("assistant", "I look at both.", "Both are short.")
            {
                Calls = [new MessageCall("read_file", """{"path":"a.txt"}""", "first"), new MessageCall("read_file", """{"path":"b.txt"}""", "second")],
            },
            new Message("tool", "bb") { CallId = "second" },
            new Message("tool", "a") { CallId = "first" },
            new Message("assistant", "The second one."),
        ],
        Tools = [new ToolDefinition("read_file", "Reads a file.", JsonElement.Parse(Schema)), new ToolDefinition("wait")],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-tools-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Definitions_calls_and_results_are_written_as_trainers_read_them()
    {
        var line = await WrittenAsync();

        Assert.Equal(Schema, line["tools"]![0]!["function"]!["parameters"]!.ToJsonString());
        Assert.Equal("Reads a file.", (string?)line["tools"]![0]!["function"]!["description"]);
        Assert.Equal("""{"type":"function","function":{"name":"wait"}}""", line["tools"]![1]!.ToJsonString());
        Assert.Equal(["first", "second"], line["messages"]![1]!["tool_calls"]!.AsArray().Select(call => (string)call!["id"]!));
        Assert.Equal("""{"path":"b.txt"}""", (string?)line["messages"]![1]!["tool_calls"]![1]!["function"]!["arguments"]);
        Assert.Equal("Both are short.", (string?)line["messages"]![1]!["reasoning_content"]);
        Assert.Equal("""{"role":"tool","content":"bb","tool_call_id":"second"}""", line["messages"]![2]!.ToJsonString());
    }

    [Fact]
    public async Task The_fine_tuning_form_brings_every_result_to_its_call()
    {
        await WrittenAsync();
        var read = Assert.IsType<TrainingExample.Conversation>(ExampleReader.Read(JsonLinesFile.Read(Path.Combine(_folder, DataFiles.Data)).Single()));

        var form = OpenAIForm.Of(ChatForm.Of(read.Messages, read.Tools, thinking: false));

        Assert.Equal(["call00001", "call00002"], form["messages"]![1]!["tool_calls"]!.AsArray().Select(call => (string)call!["id"]!));
        Assert.Equal(["call00002", "call00001"], [(string)form["messages"]![2]!["tool_call_id"]!, (string)form["messages"]![3]!["tool_call_id"]!]);
    }

    private async Task<JsonNode> WrittenAsync()
    {
        var entry = RecipeCatalog.Find("honeypots")!;
        var settings = new DataSettings { Recipe = "honeypots", Author = "nobody", Seed = 1 };
        DataFiles.Claim(_folder, settings);
        await new DataMaking(new OneExample(), DataGates.For(entry, grammar: true), new DataTarget(1, null)).RunAsync(_folder, settings, entry, report => report, null, CancellationToken.None);
        return JsonNode.Parse(File.ReadLines(Path.Combine(_folder, DataFiles.Data)).Single())!;
    }

    private sealed class OneExample : IRecipe
    {
        public string Name => "honeypots";

        public Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<MadeExample>>([new MadeExample(Talk)]);
    }
}
