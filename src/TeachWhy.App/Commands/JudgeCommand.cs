using System.CommandLine;
using TeachWhy.App.Judging;
using TeachWhy.App.Parsing;
using TeachWhy.Chat;
using TeachWhy.Simulation;
using TeachWhy.Training;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy judge</c>: judges the rollouts of a log again, and says how far judges and people agree.</summary>
internal static class JudgeCommand
{
    private const string NoJudge = "none";
    private const double MostMoney = 1e9;

    public static Command Create(Surroundings surroundings)
    {
        var log = new Argument<string>("LOG") { Description = "The log whose rollouts are judged; no model plays again." };
        var judge = Values.Text("--judge", $"The model that judges intent; {NoJudge} leaves what only intent can tell unscored [default: the log's own judge].", "MODEL|none");
        var keep = Values.Flag("--keep", "Keep the log's own judgments, and only compare them.");
        var always = Values.Flag("--conduct", "Ask the judge about every rollout, for conduct and what is said of being tested, also where the acts decide.");
        var labels = Values.Text("--labels", "What people said: a CSV with the columns id, epoch, label (harmful or harmless) and, where wanted, note.", "CSV");
        var against = Values.Text("--against", "Another log of the same rollouts, to compare the judgments with.", "LOG");
        var output = Values.Text("--out", "The log to write; one that was stopped goes on there [default: beside LOG].", "LOG");
        var suite = Values.Text("--suite", "The suite that was played, where it is a file of your own [default: the one the log names].", "FILE");
        var companies = Values.Text("--scenarios", "The folder with companies of your own that was played.", "DIR");
        var cost = Values.Decimal("--max-cost", "End when this many US dollars are used up; what is judged is kept.", 0, MostMoney);
        var cache = Values.Text("--cache", "A folder in which answers are kept, so that the same question is not paid for twice.", "DIR");
        var command = new Command("judge", "Judge the rollouts of a log again, by the rules of today or another judge; compare judges with each other and with people.")
        {
            log, judge, keep, always, labels, against, output, suite, companies, cost, cache,
        };
        command.SetAction((parsed, cancellation) =>
        {
            string? PathOf(Option<string?> option) => parsed.GetValue(option) is { } given ? Full(given, option.Name) : null;
            string Full(string given, string name) => string.IsNullOrWhiteSpace(given) ? throw new Mistake($"{name} cannot be '': it must be a path.") : Path.GetFullPath(given, surroundings.WorkingDirectory);
            var name = parsed.GetValue(judge);
            return RunAsync(new JudgeRequest
            {
                Log = Full(parsed.GetValue(log)!, "LOG"),
                Judge = name is null or NoJudge ? null : ModelValues.Model(name, "--judge"),
                NoJudge = name is NoJudge,
                Keep = parsed.GetValue(keep),
                Always = parsed.GetValue(always),
                Labels = PathOf(labels),
                Against = PathOf(against),
                Out = PathOf(output),
                Suite = PathOf(suite),
                Companies = PathOf(companies),
                MaxCost = (decimal?)parsed.GetValue(cost),
                Cache = PathOf(cache),
            }, surroundings, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(JudgeRequest request, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            return await new JudgeRun(request, surroundings).RunAsync(cancellation);
        }
        catch (Exception exception) when (exception is EvaluationRefusedException or LogException or SuiteException or FormatException or ChatMistakeException)
        {
            throw new Mistake(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WorkFolderException.Writing(request.Out ?? request.Log, exception);
        }
    }
}
