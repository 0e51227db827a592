using TeachWhy.App.Display;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Making;

namespace TeachWhy.App.Making;

/// <summary>One dataset from the request to its files and its exit code.</summary>
internal sealed class DataRun(DataRequest request, Surroundings surroundings)
{
    private const int DefaultConnections = 8;

    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var source = request.Source is { } path ? OpenSource(path, cancellation) : null;
        using var author = DataAuthor.Open(request, source, surroundings);
        if (request.Estimate is not null && author.Model is null)
        {
            throw new Mistake($"--estimate is for a chat model: the {author.Settings.Author} costs nothing.");
        }

        RequireConsent(author);
        DataFiles.Claim(request.Folder, author.Settings);
        using var journal = DataJournal.Open(request.Folder);
        author.Charge(journal.Taken);
        return request.Estimate is { } measured ? await EstimateAsync(author, journal, measured, cancellation) : await MakeAsync(author, journal, cancellation);
    }

    private async Task<int> MakeAsync(DataAuthor author, DataJournal journal, CancellationToken cancellation)
    {
        var display = Display(author);
        if (journal.Count > 0)
        {
            display.Note($"Goes on with {request.Folder}: {Words.Count(journal.Count)} pieces are there{(journal.Damaged > 0 ? $", {Words.Count(journal.Damaged)} torn or damaged ones are written again" : "")}.");
        }

        DataReport? report = null;
        try
        {
            await display.ShowAsync(async () => report = await ReportAsync(author, journal, Target(author), display, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync($"Stopped; {Words.Count(journal.Count)} pieces are kept in {request.Folder}, and the same command goes on from there.");
            return ExitCode.Cancelled;
        }

        display.Conclude(report!, request.Folder);
        if (report!.Ended is { } ended)
        {
            await surroundings.Error.WriteLineAsync($"Ended early: {ended} What was made is kept in {request.Folder}, and the same command{(report.OutOfBudget ? " with a higher --max-cost" : "")} goes on from there.");
            return ExitCode.Failed;
        }

        if (report.Progress.Failed > 0)
        {
            await surroundings.Error.WriteLineAsync($"{Words.Count(report.Progress.Failed)} {(report.Progress.Failed == 1 ? "item" : "items")} could not be asked for, most recently because: {report.Fault} The same command tries them again.");
            return ExitCode.Failed;
        }

        return ExitCode.Done;
    }

    private Task<DataReport> ReportAsync(DataAuthor author, DataJournal journal, DataTarget target, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        var writing = author.Over(journal);
        var making = new DataMaking(author.Recipe(writing), DataGates.For(request.Recipe, grammar: author.Model is null), target) { Measures = request.Estimate is not null };
        return making.RunAsync(
            request.Folder, author.Settings, request.Recipe,
            report => report with { Source = author.Source, Stages = writing.Counts.ToDictionary(StringComparer.Ordinal), Usage = author.Usage, Taken = journal.Taken }, progress, cancellation);
    }

    // A dataset that is changed is changed whole; one that is matched is matched in its tokens.
    private DataTarget Target(DataAuthor author) => request.Target is not { Items: null, Tokens: null } || author.Source is not { } source ? request.Target
        : request.Recipe.NeedsSource ? new DataTarget(source.Count, null)
        : new DataTarget(null, source.Tokens);

    private DataSource OpenSource(string path, CancellationToken cancellation)
    {
        var source = DataSource.Open(path, cancellation);
        return !request.Recipe.NeedsSource || source.Documents == 0
            ? source
            : throw new Mistake($"--source cannot be '{path}': {Words.Count(source.Documents)} of its {Words.Count(source.Count)} examples are documents, and {request.Recipe.Name} is about conversations.");
    }

    // What is made to measure by is kept: it is not paid for twice.
    private async Task<int> EstimateAsync(DataAuthor author, DataJournal journal, int measured, CancellationToken cancellation)
    {
        var start = surroundings.Time.GetTimestamp();
        var report = await ReportAsync(author, journal, new DataTarget(measured, null), null, cancellation);
        var took = surroundings.Time.GetElapsedTime(start);
        var estimate = DataEstimate.ItemsFor(report, Target(author)) is { } items
            ? DataEstimate.Of(report, items, await PiecePlan.OfAsync(author.Recipe, items, request.Seed, cancellation), took, author.Model!.Statistics.Level ?? request.Connections ?? DefaultConnections)
            : null;
        if (estimate is null)
        {
            await surroundings.Error.WriteLineAsync(report.Ended ?? report.Fault ?? (report.Progress.Passed == 0
                ? $"Nothing passed of {Words.Count(report.Progress.Items)} items; {Path.Combine(request.Folder, DataFiles.Rejected)} says why."
                : $"The items to measure by are in {request.Folder} already, and what they took is not known any more; measure more of them with --estimate N, or give another folder with --out."));
            return ExitCode.Failed;
        }

        await surroundings.Output.WriteLineAsync(request.Json ? DataLines.Json(estimate) : string.Join(Environment.NewLine, DataLines.Of(estimate, author.Model!.Name.Text, request.Folder)));
        return ExitCode.Done;
    }

    // Nobody is to be surprised by a bill; the few items of an estimate are what was asked for.
    private void RequireConsent(DataAuthor author)
    {
        if (request is { MaxCost: null, Yes: false, Estimate: null } && author.Models.Where(DataModels.MayCost).Select(model => model.Name.Text).ToList() is { Count: > 0 } costly)
        {
            throw new Mistake($"{string.Join(" and ", costly)} may cost money: add --max-cost X to bound it in US dollars, or --yes to go on all the same; with --estimate it makes a few items and says what all would take.");
        }
    }

    private IDataDisplay Display(DataAuthor author) => request.Json ? new DataEvents(surroundings.Output, surroundings.Time, () => author.Usage)
        : surroundings.IsTerminal ? new DataLive(surroundings.Console, surroundings.Time, () => author.Usage)
        : new DataPlain(surroundings.Console, surroundings.Time, () => author.Usage);
}
