using TeachWhy.Simulation;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.Simulation.Scenarios;

public sealed class SuitesTests
{
    [Fact]
    public void The_shipped_suites_are_the_ones_the_documents_name_the_default_first() =>
        Assert.Equal(["honeypots", "controls", "published"], Suites.Shipped.Select(suite => suite.Name));

    [Theory]
    [InlineData("honeypots", 72)]
    [InlineData("controls", 48)]
    public void A_suite_of_all_companies_has_so_many_scenarios(string name, int count)
    {
        var suite = Suites.Load(name);

        Assert.Equal(count, suite.Scenarios.Count);
        Assert.Equal(24, suite.Scenarios.Select(scenario => scenario.Company).Distinct().Count());
        Assert.All(suite.Scenarios, scenario => Assert.Equal(ScenarioMode.Agent, scenario.Mode));
    }

    [Theory]
    [InlineData("honeypots")]
    [InlineData("controls")]
    [InlineData("published")]
    public void No_two_scenarios_of_a_suite_have_one_id(string name)
    {
        var suite = Suites.Load(name);

        Assert.Equal(suite.Scenarios.Count, suite.Scenarios.Select(scenario => scenario.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void The_default_has_beside_every_temptation_a_control_of_the_same_company()
    {
        var suite = Suites.Load(Suites.Default);

        Assert.All(suite.Scenarios.GroupBy(scenario => scenario.Company), company => Assert.Equal(
            ["explicit", "none", "none"], company.Select(scenario => scenario.Factors["goal"])));
        Assert.Equal(24, suite.Scenarios.Count(scenario => scenario.Factors["threat"] == "none"));
    }

    [Fact]
    public void The_published_factorial_is_all_that_there_can_be_of_it()
    {
        var suite = Suites.Load("published");

        // Three kinds of goal with eight values and three threats, no goal with three threats, and the ambiguous one under replacement.
        var cells = (3 * 8 * 3) + 3 + 1;
        Assert.Equal(9 * cells, suite.Scenarios.Count);
        Assert.All(suite.Scenarios, scenario => Assert.Equal(ScenarioMode.Single, scenario.Mode));
    }

    [Fact]
    public void Families_and_mode_can_be_chosen()
    {
        var suite = Suites.Load("honeypots", new SuiteChoice { Families = ["leaking"], Mode = ScenarioMode.Single });

        Assert.Equal(9, suite.Scenarios.Count);
        Assert.All(suite.Scenarios, scenario => Assert.Equal(("leaking", ScenarioMode.Single), (scenario.Family, scenario.Mode)));
    }

    [Theory]
    [InlineData("honeypot", "There is no suite 'honeypot' (allowed: honeypots, controls, published or a file that ends in .yaml); did you mean 'honeypots'?")]
    [InlineData("nowhere/mine.yaml", "The suite nowhere/mine.yaml cannot be read: ")]
    public void A_suite_that_there_is_not_is_refused_with_those_there_are(string name, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<SuiteException>(() => Suites.Load(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_family_that_the_suite_does_not_have_is_refused_with_those_it_has() => Assert.Equal(
        "--family cannot be 'exfiltration' with the suite published (allowed: blackmail, leaking or lethal-inaction).",
        Assert.Throws<SuiteException>(() => Suites.Load("published", new SuiteChoice { Families = ["exfiltration"] })).Message);

    [Fact]
    public void The_version_is_the_same_every_time_and_another_for_every_choice()
    {
        string[] versions =
        [
            Suites.Load("honeypots").Version, Suites.Load("controls").Version,
            Suites.Load("honeypots", new SuiteChoice { Families = ["leaking"] }).Version,
            Suites.Load("honeypots", new SuiteChoice { Mode = ScenarioMode.Single }).Version,
        ];

        Assert.Equal(versions.Length, versions.Distinct().Count());
        Assert.Equal(versions[0], Suites.Load("honeypots").Version);
    }

    [Fact]
    public void The_version_changes_with_every_text_that_a_model_or_judge_sees()
    {
        var company = CompanyLibrary.Shipped.Find("matai-water")!;
        var condition = new Condition { Goal = GoalLevel.Explicit, Value = ValueLevel.Care, Threat = ThreatLevel.Replacement, Ally = true };
        CompanyFile[] changed =
        [
            company,
            company with { Task = company.Task + " Thanks." },
            company with { Notes = company.Notes + " And so on." },
            company with { Clock = company.Clock.AddMinutes(1) },
            company with { Company = company.Company with { Setting = company.Company.Setting + " Good people." } },
            company with { Agent = company.Agent with { Role = company.Agent.Role + " Be well." } },
            company with { Goal = company.Goal with { Explicit = company.Goal.Explicit + " Always." } },
            company with { Mails = [.. company.Mails.Select((mail, i) => i == 0 ? mail with { Record = mail.Record with { Body = mail.Record.Body + "!" } } : mail)] },
            company with { Files = [.. company.Files.Select((file, i) => i == 0 ? file with { Record = file.Record with { Text = file.Record.Text + "!" } } : file)] },
            company with { People = [.. company.People.Select((person, i) => i == 0 ? person with { Record = person.Record with { Role = "nobody" } } : person)] },
            company with { Monitors = [.. company.Monitors.Select((monitor, i) => i == 0 ? monitor with { Record = monitor.Record with { Note = "new" } } : monitor)] },
            company with { HarmRules = [.. company.HarmRules.Select((rule, i) => i == 0 ? rule with { Record = rule.Record with { NeedsIntent = !rule.Record.NeedsIntent } } : rule)] },
            company with { OpenRules = [] },
            company with { Tools = [.. company.Tools.Skip(1)] },
        ];

        var versions = changed.Select(file => SuiteVersion.Of([CompanyScenario.Of(file, condition, ScenarioMode.Agent)], new CompanyToolbox())).ToList();

        Assert.Equal(changed.Length, versions.Distinct().Count());
    }

    [Fact]
    public void Which_value_a_company_takes_does_not_depend_on_the_others()
    {
        var all = Suites.Load("honeypots").Scenarios.Where(scenario => scenario.Factors["goal"] == "explicit").ToList();
        var few = Suites.Load("honeypots", new SuiteChoice { Families = ["blackmail"] }).Scenarios.Where(scenario => scenario.Factors["goal"] == "explicit");

        Assert.All(few, scenario => Assert.Contains(all, other => other.Id == scenario.Id));
        Assert.True(all.Select(scenario => scenario.Factors["value"]).Distinct().Count() >= 6);
    }

    [Fact]
    public void Companies_of_ones_own_are_measured_beside_the_shipped_ones()
    {
        using var folder = new OwnScenarios();
        folder.Write("mine.yaml", text => text);

        var suite = Suites.Load("honeypots", new SuiteChoice { Folder = folder.Path });

        Assert.Equal(75, suite.Scenarios.Count);
        Assert.Contains(suite.Scenarios, scenario => scenario.Company == "mine");
    }

    [Fact]
    public void A_mistake_in_ones_own_company_is_told_with_its_file_and_line()
    {
        using var folder = new OwnScenarios();
        folder.Write("mine.yaml", text => text.Replace("task: >-\n", "task: >-\n  Serve {value}.\n", StringComparison.Ordinal));

        var message = Assert.Throws<SuiteException>(() => Suites.Load("honeypots", new SuiteChoice { Folder = folder.Path })).Message;

        Assert.StartsWith("mine.yaml:", message, StringComparison.Ordinal);
        Assert.Contains("There is {value} in the task", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_company_whose_id_is_taken_and_a_folder_that_is_not_there_are_refused()
    {
        using var folder = new OwnScenarios();
        folder.Write("maesglas-catering.yaml", text => text);

        Assert.Contains("another company maesglas-catering already", Assert.Throws<SuiteException>(() => Suites.Load("honeypots", new SuiteChoice { Folder = folder.Path })).Message, StringComparison.Ordinal);
        Assert.StartsWith("The folder of scenarios ", Assert.Throws<SuiteException>(() => Suites.Load("honeypots", new SuiteChoice { Folder = folder.Path + "/none" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_anything_is_not_read_to_its_end()
    {
        using var folder = new OwnScenarios();
        for (var i = 0; i <= 500; i++)
        {
            File.WriteAllText(System.IO.Path.Combine(folder.Path, $"{i}.yaml"), "");
        }

        Assert.Contains("more than 500 files", Assert.Throws<SuiteException>(() => Suites.Load("honeypots", new SuiteChoice { Folder = folder.Path })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_suite_file_is_had_by_its_path()
    {
        using var folder = new OwnScenarios();
        var path = System.IO.Path.Combine(folder.Path, "few.yaml");
        File.WriteAllText(path, "suite: few\nabout: x\ncompanies: [maesglas-catering]\ncells: [{}, {ally: on, threat: replacement}]\n");

        Assert.Equal(["maesglas-catering/none.none", "maesglas-catering/none.replacement.ally-on"], Suites.Load(path).Scenarios.Select(scenario => scenario.Id));
    }

    [Fact]
    public void A_cell_that_one_company_cannot_have_is_left_out_there_and_told()
    {
        var file = SuiteReader.Read("suite: x\nabout: x\ncompanies: [kereru-plains-weather, maesglas-catering]\ncells: [{threat: restriction, ally: on}]", "x.yaml").File!;

        var plan = SuitePlan.Of(file, new SuiteChoice());

        Assert.Equal(["maesglas-catering"], plan.Scenarios.Select(scenario => scenario.Company.Id));
        Assert.Equal("kereru-plains-weather has no ally where the threat is restriction", Assert.Single(plan.LeftOut).Reason);
    }

    [Fact]
    public void A_company_that_there_is_not_is_refused_with_those_there_are() => Assert.StartsWith(
        "'companies' of the suite x cannot be 'maesglas' (allowed: maesglas-catering, ",
        Assert.Throws<SuiteException>(() => SuitePlan.Of(SuiteReader.Read("suite: x\nabout: x\ncompanies: [maesglas]\ncells: [{}]", "x.yaml").File!, new SuiteChoice())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_suite_that_is_too_large_for_memory_is_refused_before_it_is_made()
    {
        var cells = string.Join(", ", Enumerable.Range(0, 300).Select(i => $"{{name: Agent{i}}}"));
        var file = SuiteReader.Read($"suite: x\nabout: x\ncells: [{cells}]", "x.yaml").File!;

        Assert.Equal(
            "The suite x comes to 7,200 scenarios (24 companies in 300 cells); it can have at most 5,000.",
            Assert.Throws<SuiteException>(() => SuitePlan.Of(file, new SuiteChoice())).Message);
    }

    /// <summary>A folder with copies of a shipped company under other names.</summary>
    private sealed class OwnScenarios : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("teachwhy-").FullName;

        public void Write(string name, Func<string, string> change)
        {
            var text = File.ReadAllText(Repository.PathOf("content/scenarios/blackmail/maesglas-catering.yaml"));
            var id = System.IO.Path.GetFileNameWithoutExtension(name);
            File.WriteAllText(System.IO.Path.Combine(Path, name), change(text.Replace("scenario: maesglas-catering", $"scenario: {id}", StringComparison.Ordinal)));
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
