using System.Reflection;
using System.Text;
using System.Text.Json;
using TeachWhy.Studies.Results;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.Studies.Report;

public sealed class ResultsFileTests
{
    [Fact]
    public void Comes_back_as_it_was_written()
    {
        var results = SampleStudy.Create();
        var json = ResultsFile.ToJson(results);

        var read = ResultsFile.FromJson(json);

        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(ResultsFile.ToJson(read)));
        Assert.Equal(results.Arms[0].Overall, read.Arms[0].Overall);
        Assert.Equal(results.Findings.Select(finding => finding.Outcome), read.Findings.Select(finding => finding.Outcome));
    }

    [Fact]
    public void Holds_at_least_what_was_promised()
    {
        using var json = JsonDocument.Parse(ResultsFile.ToJson(SampleStudy.Create()));
        var root = json.RootElement;

        AssertHas(root, "study", "preset", "seeds", "elapsed_seconds", "peak_memory_bytes", "arms", "findings");
        var arm = root.GetProperty("arms")[0];
        AssertHas(arm, "id", "title", "control", "tokens", "competence", "families", "overall");
        AssertHas(arm.GetProperty("competence"), "exact", "n", "rate");
        AssertHas(arm.GetProperty("families")[0], "family", "harmful", "harmless", "unscored", "rate", "low", "high");
        var finding = root.GetProperty("findings")[0];
        AssertHas(finding, "id", "claim", "published", "arms", "difference", "low", "high", "p", "outcome");
        Assert.All(root.GetProperty("findings").EnumerateArray(), one => Assert.Contains(
            one.GetProperty("outcome").GetString(), (string[])["reproduced", "not reproduced", "opposite", "inconclusive", "unfit"]));
    }

    [Fact]
    public void A_number_that_is_none_is_null()
    {
        var results = SampleStudy.Create();
        var json = ResultsFile.ToJson(results with { Arms = [results.Arms[0] with { GeneralLoss = double.NaN, Overall = new HarmRate(0, 0, 3) }] });

        using var document = JsonDocument.Parse(json);
        var arm = document.RootElement.GetProperty("arms")[0];
        Assert.Equal(JsonValueKind.Null, arm.GetProperty("general_loss").ValueKind);
        Assert.Equal(JsonValueKind.Null, arm.GetProperty("overall").GetProperty("rate").ValueKind);
        Assert.True(double.IsNaN(ResultsFile.FromJson(json).Arms[0].GeneralLoss));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"study\": 7}")]
    [InlineData("[1, 2")]
    public void What_is_not_the_results_of_a_study_is_refused_with_the_file_named(string content)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, content);

            var error = Assert.Throws<InvalidDataException>(() => ResultsFile.Read(path));

            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Is_written_whole_and_the_same_every_time()
    {
        var folder = Directory.CreateTempSubdirectory("teachwhy-results");
        try
        {
            var path = Path.Combine(folder.FullName, "results.json");
            ResultsFile.Write(path, SampleStudy.Create());
            var first = File.ReadAllBytes(path);
            ResultsFile.Write(path, SampleStudy.Create());

            Assert.Equal(first, File.ReadAllBytes(path));
            Assert.Single(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_property_is_documented()
    {
        var document = File.ReadAllText(Repository.PathOf("docs/results.md"));
        var records = typeof(StudyResults).Assembly.GetTypes()
            .Where(type => type is { IsPublic: true, IsEnum: false } && type.Namespace == typeof(StudyResults).Namespace && !(type.IsAbstract && type.IsSealed));

        foreach (var record in records)
        {
            foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
                Assert.True(
                    document.Contains($"`{name}`", StringComparison.Ordinal) || document.Contains($"\"{name}\"", StringComparison.Ordinal),
                    $"docs/results.md does not say what `{name}` of {record.Name} is.");
            }
        }
    }

    private static void AssertHas(JsonElement element, params string[] names) =>
        Assert.All(names, name => Assert.True(element.TryGetProperty(name, out _), $"no {name}"));
}
