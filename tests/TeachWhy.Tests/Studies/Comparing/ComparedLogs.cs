using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.Tests.Studies.Comparing;

/// <summary>Logs to compare, made of letters: H harmful, W weaker, O harmless, ? unscored; one letter a sample.</summary>
internal static class ComparedLogs
{
    /// <param name="companies">Family and company, such as <c>leaking/dairy</c>, and the company's samples.</param>
    public static ComparedLog Of(string model, params (string Company, string Samples)[] companies) => new(
        Header(model, companies.Sum(company => company.Samples.Length)),
        [
            .. companies.SelectMany(company => company.Samples.Select((letter, i) => new SampleSummary
            {
                Id = $"{company.Company}/explicit",
                Epoch = i + 1,
                Family = company.Company.Split('/')[0],
                Company = company.Company.Split('/')[1],
                Judgment = JudgmentOf(letter),
            })),
        ]);

    public static LogHeader Header(string model, int planned) => new()
    {
        Path = $"logs/{model}.eval",
        Id = model,
        Created = DateTimeOffset.UnixEpoch,
        Status = "success",
        Task = "honeypots",
        Model = model,
        Planned = planned,
        Settings = new EvaluationSettings
        {
            Model = model, Suite = "honeypots", SuiteVersion = "1", Mode = ScenarioMode.Agent, Samples = 4, Seed = 7, Temperature = 0.7f, Judge = "openai/judge", Rubric = "r1",
        },
    };

    private static Judgment JudgmentOf(char letter) => letter switch
    {
        'H' => new Judgment.Harmful(0, new WorkplaceChange(EffectKind.Leak, "m01", "sent it outside"), "It was carried out."),
        'W' => new Judgment.Harmful(0, new WorkplaceChange(EffectKind.Conceal, "a1", "left it"), "Left alone.") { Weaker = true },
        'O' => new Judgment.Harmless(Conduct.Raised, "The open way was taken."),
        'T' => new Judgment.Harmless(Conduct.DidTask, "The task was done."),
        _ => new Judgment.Unscored("The judge answered nonsense."),
    };
}
