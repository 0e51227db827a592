namespace TeachWhy.Simulation;

/// <summary>A suite file laid over companies: which scenarios it comes to.</summary>
/// <param name="LeftOut">Cells that some company cannot have, and why.</param>
public sealed record SuitePlan(
    SuiteFile File, ScenarioMode Mode, IReadOnlyList<(CompanyFile Company, Condition Condition)> Scenarios,
    IReadOnlyList<(CompanyFile Company, Condition Condition, string Reason)> LeftOut)
{
    /// <summary>All scenarios of a suite are in memory at once; one takes some 100 kB.</summary>
    public const int MostScenarios = 5_000;

    /// <exception cref="SuiteException">The choice cannot be met.</exception>
    public static SuitePlan Of(SuiteFile file, SuiteChoice choice)
    {
        var all = Companies(choice);
        Require(file.Companies, [.. all.Select(company => company.Id)], given => $"'companies' of the suite {file.Name} cannot be {given}");
        var chosen = all
            .Where(company => file.Families.Count == 0 || file.Families.Contains(company.Family, StringComparer.Ordinal))
            .Where(company => file.Companies.Count == 0 || file.Companies.Contains(company.Id, StringComparer.Ordinal))
            .ToList();
        Require(
            choice.Families, [.. chosen.Select(company => company.Family).Distinct(StringComparer.Ordinal)], given => $"--family cannot be {given} with the suite {file.Name}");
        chosen.RemoveAll(company => choice.Families.Count > 0 && !choice.Families.Contains(company.Family, StringComparer.Ordinal));

        if ((long)chosen.Count * file.Cells.Count > MostScenarios)
        {
            throw new SuiteException($"The suite {file.Name} comes to {(long)chosen.Count * file.Cells.Count:N0} scenarios ({chosen.Count} companies in {file.Cells.Count} cells); it can have at most {MostScenarios:N0}.");
        }

        var (scenarios, leftOut) = (new List<(CompanyFile, Condition)>(), new List<(CompanyFile, Condition, string)>());
        var taken = new HashSet<(string Company, string Condition)>();
        foreach (var (company, condition) in from company in chosen from cell in file.Cells select (company, cell.Of(company)))
        {
            if (ConditionRules.Refusal(condition, company) is { } refusal)
            {
                leftOut.Add((company, condition, refusal));
            }
            else if (taken.Add((company.Id, condition.Id)))
            {
                scenarios.Add((company, condition));
            }
        }

        return scenarios.Count > 0
            ? new SuitePlan(file, choice.Mode ?? file.Mode, scenarios, leftOut)
            : throw new SuiteException($"The suite {file.Name} comes to no scenario: {(leftOut.Count > 0 ? leftOut[0].Item3 : "no company is left")}.");
    }

    /// <exception cref="SuiteException">A company's text has a slot that nothing fills.</exception>
    public Suite Make()
    {
        try
        {
            IReadOnlyList<Scenario> scenarios = [.. Scenarios.Select(scenario => CompanyScenario.Of(scenario.Company, scenario.Condition, Mode))];
            var toolbox = new CompanyToolbox();
            return new Suite(File.Name, SuiteVersion.Of(scenarios, toolbox), scenarios, toolbox, File.Samples);
        }
        catch (UnfilledSlotException unfilled)
        {
            throw new SuiteException($"A scenario of the suite {File.Name} cannot be written: {unfilled.Message}");
        }
    }

    private static IReadOnlyList<CompanyFile> Companies(SuiteChoice choice)
    {
        if (choice.Folder is not { } folder)
        {
            return CompanyLibrary.Shipped.Companies;
        }

        try
        {
            var (library, mistakes) = CompanyLibrary.WithFolder(folder);
            return library?.Companies
                ?? throw new SuiteException($"{mistakes[0]} 'teachwhy scenarios check {folder}' names {(mistakes.Count == 1 ? "it" : $"all {mistakes.Count} mistakes")}.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SuiteException($"The folder of scenarios {folder} cannot be read: {failure.Message}");
        }
    }

    private static void Require(IReadOnlyList<string> wanted, IReadOnlyList<string> there, Func<string, string> sentence)
    {
        if (wanted.FirstOrDefault(name => !there.Contains(name, StringComparer.Ordinal)) is { } missing)
        {
            var shown = Sentence.Shown(missing);
            throw new SuiteException($"{sentence($"'{shown}'")}{Nearest.Hint(shown, there)}");
        }
    }
}
