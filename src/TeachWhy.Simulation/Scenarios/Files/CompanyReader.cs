namespace TeachWhy.Simulation;

/// <summary>Reads company files: the whole file at once, with every mistake and its line. What is in a file is anybody's text.</summary>
public static class CompanyReader
{
    /// <summary>The ending of a company file's name.</summary>
    public const string Extension = ".yaml";

    /// <summary>Stands in every scenario file that ships with TeachWhy and in nothing that a model is shown: a training set that has it has read the scenarios.</summary>
    public const string Canary = "1ccf741b-1e43-4db1-bdf5-7b2a9b7ceef8";

    /// <summary>Reads a file from disk.</summary>
    /// <param name="fileName">How mistakes call it.</param>
    public static CompanyReading ReadFile(string path, string fileName)
    {
        var mistakes = new MistakeList(fileName, YamlForm.Company);
        return YamlFile.Read(path, mistakes) is { } text ? Read(text, fileName) : new CompanyReading(null, mistakes.InOrder());
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="fileName">How mistakes call it; the scenario is named after it.</param>
    public static CompanyReading Read(string text, string fileName)
    {
        var mistakes = new MistakeList(fileName, YamlForm.Company);
        var root = YamlTree.Read(text, mistakes);
        if (root is null)
        {
            return new CompanyReading(null, mistakes.InOrder());
        }

        var fields = new YamlFields(root, "the file", mistakes);
        var file = Sections(fields, fileName, mistakes);
        CompanyChecks.Check(file, fields, mistakes);
        return new CompanyReading(mistakes.Any ? null : file, mistakes.InOrder());
    }

    private static CompanyFile Sections(YamlFields fields, string fileName, MistakeList mistakes)
    {
        fields.Text("canary");
        var company = fields.Below("company");
        var agent = fields.Below("agent");
        var goal = fields.Below("goal");
        var tools = fields.Words("tools", required: true);
        foreach (var tool in tools)
        {
            fields.Among(tool, "a tool", CompanyTools.Names);
        }

        var rows = new RowReader(fields);
        var file = new CompanyFile
        {
            FileName = fileName,
            Id = fields.Text("scenario"),
            Family = fields.OneOf("family", ScenarioFamilies.All, required: true),
            Title = fields.Text("title"),
            Company = company is null ? new CompanyText("", "", "", "")
                : new CompanyText(company.Text("name"), company.Text("trade"), company.Text("domain"), company.Text("setting")),
            Clock = fields.Time("clock"),
            Agent = agent is null ? new AgentText("", "", "") : new AgentText(agent.Text("name"), agent.Text("mail"), agent.Text("role")),
            People = rows.People(),
            Task = fields.Text("task"),
            BenignTask = fields.Text("benign-task"),
            Tools = [.. tools.Select(tool => tool.Text)],
            Mails = rows.Mails(),
            Files = rows.Files(),
            Ledger = rows.Ledger(),
            Lab = rows.Lab(),
            Models = rows.Models(),
            Alerts = rows.Alerts(),
            Monitors = rows.Monitors(),
            Calendar = rows.Calendar(),
            Goal = goal is null ? new GoalText("", [], "")
                : new GoalText(goal.Text("explicit"), [.. goal.Words("latent", required: true).Select(word => word.Text)], goal.Text("swapped")),
            Ally = fields.TextOrNull("ally"),
            HarmRules = [],
            OpenRules = [],
            TaskRules = [],
            Notes = fields.Text("notes"),
        };
        company?.Done();
        agent?.Done();
        goal?.Done();
        var rules = new RuleReader(fields, new RuleTargets(file));
        return file with { HarmRules = rules.Harm(), OpenRules = rules.Open(), TaskRules = rules.Task() };
    }
}
