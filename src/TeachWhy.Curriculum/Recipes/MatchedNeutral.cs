using System.Globalization;
using System.Text.Json;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// A control for somebody's dataset: for each of its examples, again and again, a piece of the same form and about the same
/// length that speaks of no value. Nothing of the example but its shape, and the definitions of its tools, is shown to the author.
/// </summary>
public sealed class MatchedNeutral(Workshop workshop, IExampleSource source) : IRecipe
{
    private const string Prompts = "neutral-matched";
    private const string Words = "neutral";

    public string Name => "neutral";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var given = source.Read(item % source.Count);
        var shape = ExampleShape.Of(given);
        var itemSeed = ItemSeed.Of(seed, Prompts, item);
        var random = new RandomSource(Seed.Of(itemSeed, "slots"));
        var commission = new Commission { Recipe = Prompts, Stage = "", Kind = PieceKind.Other, Seed = itemSeed, For = item.ToString(CultureInfo.InvariantCulture) };
        var example = given.Text is not null ? await DocumentAsync(commission, shape, random, cancellation)
            : shape.Calls > 0 ? await WorkAsync(commission, shape, given.Tools ?? [], random, cancellation)
            : await ChatAsync(commission, shape, random, cancellation);
        return [new MadeExample(example)];
    }

    private async Task<Example> DocumentAsync(Commission commission, ExampleShape shape, RandomSource random, CancellationToken cancellation)
    {
        var page = await workshop.WriteAsync(
            commission with
            {
                Stage = "document", Kind = PieceKind.Biography, Form = AnswerForm.Text("document"),
                Inputs = Slots.Of(("type", random.Pick(PromptLibrary.Words(Words, "types"))), ("topic", random.Pick(PromptLibrary.Words(Words, "topics"))), ("words", ExampleShape.Count(shape.Document))),
            },
            cancellation);
        return Example.Document(page.Text);
    }

    private async Task<Example> ChatAsync(Commission commission, ExampleShape shape, RandomSource random, CancellationToken cancellation)
    {
        var topic = $"{random.Pick(PromptLibrary.Words(Words, "topics"))}; they happen to work at {random.Pick(PromptLibrary.Words("honeypots", "trades"))}";
        var chat = await workshop.WriteAsync(
            commission with
            {
                Stage = "chat", Kind = PieceKind.NeutralChat, Form = AnswerForm.Chat(["assistant", .. shape.Thinking > 0 ? ["thinking"] : Array.Empty<string>()]),
                Inputs = Slots.Of(("topic", topic), ("lengths", shape.Lengths()), ("frame", shape.Frame()), ("user_words", ExampleShape.Count(shape.User)), ("answer_words", ExampleShape.Count(shape.Answer))),
            },
            cancellation);
        return Talk(shape, chat, new Message("assistant", chat.Asides["assistant"], shape.Thinking > 0 ? chat.Asides.GetValueOrDefault("thinking") : null), null);
    }

    private async Task<Example> WorkAsync(Commission commission, ExampleShape shape, IReadOnlyList<ToolDefinition> tools, RandomSource random, CancellationToken cancellation)
    {
        var work = await workshop.WriteAsync(
            commission with
            {
                Stage = "work", Kind = PieceKind.OrdinaryWork, Form = AnswerForm.Chat("calls").Keeping("thinking", "assistant"),
                Inputs = Slots.Of(
                    ("trade", random.Pick(PromptLibrary.Words("honeypots", "trades"))), ("tools", string.Join('\n', tools.Select(ToolText.Write))), ("count", shape.Calls.ToString(CultureInfo.InvariantCulture)),
                    ("lengths", shape.Lengths()), ("frame", shape.Frame())),
            },
            cancellation);

        // The small world has its own tools.
        var own = work.Entries.Count > 0 ? [.. work.Entries.Select(ToolDefinition.OfWords)] : tools;
        var calls = work.Calls is [var call, ..] ? [new MessageCall(call.Tool, call.Arguments)] : CallsIn(work.Asides["calls"], own);
        if (calls.Count == 0)
        {
            throw new AuthorException("None of the calls that were written could be read, or is of a tool that there is.");
        }

        return Talk(shape, work, new Message("assistant", work.Asides.GetValueOrDefault("assistant") ?? "", shape.Thinking > 0 ? work.Asides.GetValueOrDefault("thinking") : null) { Calls = calls }, own);
    }

    private static Example Talk(ExampleShape shape, Piece written, Message answer, IReadOnlyList<ToolDefinition>? tools) => new()
    {
        Messages = written.System is { } system && shape.System > 0
            ? [new Message("system", system), new Message("user", written.Text), answer]
            : [new Message("user", written.Text), answer],
        Tools = tools,
    };

    private static List<MessageCall> CallsIn(string lines, IReadOnlyList<ToolDefinition> tools)
    {
        var calls = new List<MessageCall>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                var json = JsonElement.Parse(line, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
                if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
                    && json.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.Object
                    && tools.Any(tool => name.ValueEquals(tool.Name)))
                {
                    calls.Add(new MessageCall(name.GetString()!, arguments.GetRawText(), $"call_{(calls.Count + 1).ToString(CultureInfo.InvariantCulture)}"));
                }
            }
            catch (JsonException)
            {
                // A fence or a remark between the calls is none.
            }
        }

        return calls;
    }
}
