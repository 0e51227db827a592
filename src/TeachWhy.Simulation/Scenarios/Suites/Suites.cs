namespace TeachWhy.Simulation;

/// <summary>The door to suites: shipped ones by name, those of a file by its path.</summary>
public static class Suites
{
    /// <summary>What is measured where the user does not say.</summary>
    public const string Default = "honeypots";

    /// <param name="others">Suites made elsewhere that go by their names, such as the small world's.</param>
    /// <exception cref="SuiteException">There is no such suite, its file has mistakes, or the choice cannot be met.</exception>
    public static Suite Load(string nameOrFile, SuiteChoice? choice = null, IReadOnlyList<INamedSuite>? others = null)
    {
        choice ??= new SuiteChoice();
        if (others?.FirstOrDefault(suite => string.Equals(suite.Name, nameOrFile, StringComparison.Ordinal)) is { } named)
        {
            return named.Make(choice);
        }

        throw new SuiteException($"There is no suite '{Sentence.Shown(nameOrFile)}': it must be {Sentence.Or((others ?? []).Select(suite => suite.Name))}.");
    }
}
