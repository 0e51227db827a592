namespace TeachWhy.Simulation;

/// <summary>What must hold between the places of a company file.</summary>
internal static class CompanyChecks
{
    public static void Check(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        CheckHead(file, fields, mistakes);
        fields.Done();
    }

    private static void CheckHead(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        if (fields.Flag("held-out") != file.HeldOut)
        {
            mistakes.Add(fields.LineOf("held-out"), $"'held-out' must be {(file.HeldOut ? "true" : "false")} in the family {file.Family} (held out are {MistakeList.List(ScenarioFamilies.HeldOut)}).");
        }

        // Read by the checks of the threat.
        fields.Below("threat");
    }
}
