using Spectre.Console;
using TeachWhy.App.Display;
using TeachWhy.Chat;
using TeachWhy.Simulation;

namespace TeachWhy.App.Evaluating;

/// <summary>Nobody is to be surprised by a bill: what costs money and has no bound is said and asked first.</summary>
internal sealed class EvaluationConsent(EvaluationRequest request, Surroundings surroundings)
{
    /// <param name="left">The share of the evaluation that is still to be played, from 0 to 1.</param>
    /// <returns>False where a person does not want to go on.</returns>
    /// <exception cref="Mistake">Nobody can be asked.</exception>
    public bool Given(EvaluationSubject subject, double left)
    {
        if (request.MaxCost is not null || left == 0 || !(MayCost(subject.Model) || (subject.JudgeModel is { } judge && MayCost(judge))))
        {
            return true;
        }

        var estimate = EvaluationEstimate.Of(subject.Settings, subject.Suite, request.Connections, measured: null);
        var cost = EstimateLines.CostOf(estimate, subject.Model, subject.JudgeModel);
        var sentence = cost is { } dollars
            ? $"This may cost about {Words.Money(Math.Round(dollars * (decimal)left, 2))}, by an estimate that errs upwards"
            : "What this costs cannot be told, as a price is not known (--price IN/OUT)";
        if (request.Yes)
        {
            Tell($"{sentence}.");
            return true;
        }

        return surroundings.IsTerminal && !request.Json
            ? surroundings.Console.Prompt(new ConfirmationPrompt(Markup.Escape($"{sentence}. Go on?")) { DefaultValue = false })
            : throw new Mistake($"{sentence}: add --max-cost X to bound it, or --yes to go on all the same.");
    }

    // What is asked of a server of the user's own is free, unless its price was given.
    private static bool MayCost(ChatModel model) =>
        model.Price is { } price ? price.Input + price.Output > 0 : model.Name.Provider is ChatProvider.Anthropic or ChatProvider.OpenAi;

    private void Tell(string sentence)
    {
        if (!request.Json)
        {
            surroundings.Output.WriteLine(sentence);
        }
    }
}
