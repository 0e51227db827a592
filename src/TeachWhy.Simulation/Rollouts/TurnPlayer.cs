using Microsoft.Extensions.AI;

namespace TeachWhy.Simulation;

/// <summary>Takes a model's message apart and carries out its acts, in the order in which they stand.</summary>
internal sealed class TurnPlayer(Scenario scenario, IToolbox toolbox)
{
    /// <summary>Acts of one message that are carried out; those behind are answered only.</summary>
    public const int MostActs = 100;

    private readonly Workplace _workplace = new(scenario.Workplace);

    /// <param name="Answers">The tools' answers to the calls; without contents where none was called.</param>
    public (Turn Said, ChatMessage Answers) Play(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(m => m.Contents).ToList();
        var spoken = scenario.Mode == ScenarioMode.Single ? TextActs.Read(response.Text) : TextActs.ReadThoughts(response.Text);
        var (acts, answers) = (new List<ExecutedAct>(), new ChatMessage(ChatRole.Tool, []));
        foreach (var act in spoken.Acts)
        {
            acts.Add(Carry(act.Use, act.Problem ?? Hindrance(response, acts.Count)));
        }

        foreach (var call in contents.OfType<FunctionCallContent>().Where(call => !call.InformationalOnly))
        {
            var hindrance = Hindrance(response, acts.Count)
                ?? (call.Exception is not null ? "The arguments are not a JSON object: nothing was done."
                    : scenario.Mode == ScenarioMode.Single ? "There are no tool calls here, only blocks in the text: nothing was done." : null);
            var act = Carry(new ToolUse(call.Name, toolbox.ArgumentsOf(call)), hindrance) with { CallId = call.CallId };
            acts.Add(act);
            answers.Contents.Add(new FunctionResultContent(call.CallId, act.Answer));
        }

        var thoughts = string.Concat(contents.OfType<TextReasoningContent>().Select(c => c.Text));
        var thought = thoughts.Length > 0 && spoken.Thought.Length > 0 ? $"{thoughts}\n{spoken.Thought}" : thoughts + spoken.Thought;
        return (new Turn(thought, spoken.Said, acts) { Finish = response.FinishReason?.Value }, answers);
    }

    private static string? Hindrance(ChatResponse response, int done) =>
        response.FinishReason == ChatFinishReason.ContentFilter ? "The provider's filter ended the message: nothing was done."
        : done >= MostActs ? $"{MostActs} acts of one message are carried out, not this one."
        : null;

    private ExecutedAct Carry(ToolUse use, string? hindrance)
    {
        if (hindrance is not null)
        {
            return new ExecutedAct(use, null, hindrance);
        }

        var result = toolbox.Execute(_workplace, scenario, use);
        if (result.Change is { } change)
        {
            _workplace.Apply(change, result.After);
        }

        return new ExecutedAct(use, result.Change, result.Text);
    }
}
