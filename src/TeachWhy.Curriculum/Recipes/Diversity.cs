using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// Somebody's chats, in the order in which they stand, a share of them with tools that nobody needs, a system message of some
/// deployment, or both; whatever was said stays byte for byte. Teaching Claude Why (2026), environment diversity.
/// </summary>
/// <param name="share">Of the examples that something is added to, from 0 to 1: a third of them gets tools, a third a system message, a third both.</param>
public sealed class Diversity(Workshop workshop, IExampleSource source, double share) : IRecipe
{
    private const string Deployments = "deployments";
    private const string Prompts = "prompts";
    private const string Tools = "tools";

    // So many examples share a list of deployments: each of their system messages comes a few times, as in the world.
    private const int Block = 1200;
    private const int MostDeployments = 24;
    private const int MostPrompts = 5;
    private const int MostTools = 8;
    private const int LongestPrompt = 8_000;

    private readonly int _prompts = workshop.AtOnce(MostPrompts);

    public string Name => "diversity";

    public int? Items => source.Count;

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var given = source.Read(item);
        var random = new RandomSource(ItemSeed.Of(seed, Name, item));
        var (changes, third, drawn) = (random.Chance(share), random.NextInt(3), random.NextInt(MostDeployments));
        var canHaveTools = changes && workshop.Has(Tools) && given.Tools is not { Count: > 0 };
        var canHavePrompt = changes && workshop.Has(Prompts);
        var place = !canHaveTools && !canHavePrompt ? null : await PlaceAsync(item / Block, drawn, seed, cancellation);

        // Who cannot have the one gets the other: the share is one of examples that are changed.
        var prompt = place is not null && canHavePrompt && (third != 0 || !canHaveTools) ? await PromptAsync(place, seed, random, cancellation) : null;
        var tools = place is not null && canHaveTools && (third != 1 || !canHavePrompt) ? await ToolsAsync(place, seed, random, cancellation) : null;
        return [new MadeExample(given with
        {
            Messages = prompt is null ? given.Messages : Under(prompt, given.Messages!),
            Tools = tools ?? given.Tools,
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["added"] = (tools, prompt) switch { (null, null) => "nothing", (_, null) => "tools", (null, _) => "system", _ => "both" } },
        })];
    }

    private async Task<Deployed> PlaceAsync(int block, int drawn, ulong seed, CancellationToken cancellation)
    {
        var layer = block.ToString(CultureInfo.InvariantCulture);
        var deployments = await OrNothingAsync(() => workshop.ListAsync(Name, Deployments, "deployment", MostDeployments, seed, layer, [], cancellation));
        var number = deployments is { Entries.Count: > 0 and var many } ? drawn % many : drawn;
        return new Deployed($"{layer}/{number.ToString(CultureInfo.InvariantCulture)}", deployments?.Entry(number) ?? "any that comes to mind, and an odd one");
    }

    private async Task<Piece?> PromptAsync(Deployed place, ulong seed, RandomSource random, CancellationToken cancellation)
    {
        var prompts = await OrNothingAsync(() => SharedAsync(Prompts, PieceKind.SystemMessage, "system", _prompts, place, seed, cancellation));
        var chosen = random.NextInt(MostPrompts);
        return prompts?.Entry(chosen) is { Length: > 0 and <= LongestPrompt } text ? new Piece(text, prompts.System) : null;
    }

    private async Task<IReadOnlyList<ToolDefinition>?> ToolsAsync(Deployed place, ulong seed, RandomSource random, CancellationToken cancellation)
    {
        var written = await OrNothingAsync(() => SharedAsync(Tools, PieceKind.Tools, "tool", MostTools, place, seed, cancellation));
        List<ToolDefinition> tools = [.. (written?.Entries ?? []).Select(text => ToolText.TryRead(text, out var tool, out _) ? tool : null).OfType<ToolDefinition>().DistinctBy(tool => tool.Name, StringComparer.Ordinal).Take(MostTools)];
        random.Shuffle(tools);
        return tools.Count == 0 ? null : [.. tools.Take(1 + random.NextInt(tools.Count))];
    }

    private Task<Piece?> SharedAsync(string stage, PieceKind kind, string tag, int count, Deployed place, ulong seed, CancellationToken cancellation) => workshop.TryAsync(
        new Commission
        {
            Recipe = Name, Stage = stage, Kind = kind, Seed = Seed.Of(seed, Name, stage, place.Layer), For = place.Layer, Form = AnswerForm.List(tag),
            Inputs = Slots.Of(("deployment", place.Deployment), ("count", count.ToString(CultureInfo.InvariantCulture))),
        },
        cancellation);

    // What was said before stays in front; what a deployment adds comes after it.
    private static IReadOnlyList<Message> Under(Piece prompt, IReadOnlyList<Message> messages) => messages is [{ Role: "system" } first, ..]
        ? [first.Saying($"{first.Content}\n\n{prompt.Text}"), .. messages.Skip(1)]
        : [new Message("system", prompt.System is { } name ? $"{name}\n\n{prompt.Text}" : prompt.Text), .. messages];

    // Nothing that an author cannot write may cost a line of the source.
    private static async Task<Piece?> OrNothingAsync(Func<Task<Piece?>> write)
    {
        try
        {
            return await write();
        }
        catch (AuthorException)
        {
            return null;
        }
    }

    private sealed record Deployed(string Layer, string Deployment);
}
