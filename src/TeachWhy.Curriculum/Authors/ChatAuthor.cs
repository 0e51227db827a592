using System.Text.Json;
using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Making;
using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Authors;

/// <summary>A chat model as an author: it is given the stage's prompt, and its answer is read out of tags. What cannot be read is asked for once more.</summary>
/// <param name="model">The model; waiting, retries, limits and budget are its own affair.</param>
/// <param name="name">How journals and data cards call it.</param>
/// <param name="price">What its tokens cost; null where nobody has said.</param>
public sealed class ChatAuthor(IChatClient model, string name, ModelPrice? price = null) : IAuthor
{
    private const int Tries = 2;
    private const string SystemBreak = "\n---\n";

    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    public string Name => name;

    public int AtOnce(int wanted) => wanted;

    /// <remarks>What an agent does in a honeypot it writes as an answer in text.</remarks>
    public bool Writes(PieceKind kind) => true;

    /// <inheritdoc/>
    /// <exception cref="ChatFailureException">The model could not be asked in spite of retries.</exception>
    /// <exception cref="ChatStopException">Nothing more can be asked.</exception>
    public async Task<Piece> WriteAsync(Commission commission, CancellationToken cancellation)
    {
        if (commission.Options.Opposite)
        {
            throw new NotSupportedException("Opposite values are taught to the miniature only.");
        }

        var messages = Messages(commission);
        var (why, taken) = ("", DataUsage.None);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var options = new ChatOptions { Seed = (long)(commission.Seed + (ulong)attempt & int.MaxValue), Tools = commission.Tools.Count == 0 ? null : [.. commission.Tools.Select(Declared)] };
            var response = await model.GetResponseAsync(messages, commission.Role == Role.Judge ? options.WithWishedTemperature(0) : options, cancellation);
            taken += UsageOf(response);
            if (response.FinishReason == ChatFinishReason.ContentFilter)
            {
                throw new AuthorException("The provider declined to have this written.") { Usage = taken };
            }

            if (response.FinishReason == ChatFinishReason.Length)
            {
                why = "it broke off at its greatest length";
            }
            else if (Acted(commission, response) is { } acted)
            {
                return acted with { Usage = taken };
            }
            else if (commission.Form.TryRead(response.Text, out var piece, out why))
            {
                return piece with { Usage = taken, Thinking = commission.Role == Role.Sampler ? ThoughtIn(response) : null };
            }
        }

        throw new AuthorException($"The answer could not be used, because {why}; it was asked for twice.") { Usage = taken };
    }

    private DataUsage UsageOf(ChatResponse response) => response.Usage is { } usage
        ? new DataUsage(1, usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0, price?.CostOf(usage))
        : new DataUsage(1, 0, 0, price is null ? null : 0);

    private static AITool Declared(ToolDefinition tool) => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description ?? "", tool.Parameters ?? NoParameters);

    // An act needs no words; without one the answer is read as any other.
    private static Piece? Acted(Commission commission, ChatResponse response)
    {
        IToolbox toolbox = new CompanyToolbox();
        var calls = commission.Tools.Count == 0 ? []
            : response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => !call.InformationalOnly).Select(call => new ToolUse(call.Name, toolbox.ArgumentsOf(call))).ToList();
        return calls.Count == 0 ? null : new Piece(response.Text.Trim()) { Calls = calls, Thinking = ThoughtIn(response) };
    }

    // What is trained on is kept as it was thought.
    private static string? ThoughtIn(ChatResponse response) =>
        string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text)).Trim() is { Length: > 0 } thought ? thought : null;

    // A prompt may set up the assistant before it says what the user does. Cut before the slots are filled: what is filled in cannot move the cut.
    private static List<ChatMessage> Messages(Commission commission)
    {
        var prompt = PromptLibrary.Prompt(commission.Recipe, commission.Stage);
        var inputs = commission.Role == Role.Judge ? PromptLibrary.Enclosed(prompt, commission.Inputs) : commission.Inputs;
        var cut = prompt.IndexOf(SystemBreak, StringComparison.Ordinal);
        var system = cut < 0 ? "" : PromptLibrary.Fill(prompt[..cut], inputs).Trim();
        var user = PromptLibrary.Fill(cut < 0 ? prompt : prompt[(cut + SystemBreak.Length)..], inputs).Trim();
        return system.Length == 0 ? [new(ChatRole.User, user)] : [new(ChatRole.System, system), new(ChatRole.User, user)];
    }
}
