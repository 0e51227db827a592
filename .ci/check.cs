#:property PublishAot=false
// Checks of what a study leaves behind, for .ci/run: dotnet run .ci/check.cs -- parses FOLDER | same FOLDER FOLDER
using System.Text.Json;
using System.Text.RegularExpressions;

return args switch
{
    ["parses", var folder] => Parses(folder),
    ["same", var left, var right] => Same(left, right),
    _ => Fail("usage: parses FOLDER | same FOLDER FOLDER"),
};

// The results are JSON with arms and findings, and the report is a whole page that shows each of them.
static int Parses(string folder)
{
    using var results = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "results.json")));
    var report = File.ReadAllText(Path.Combine(folder, "report.html")).Trim();
    if (!report.StartsWith("<!DOCTYPE html>", StringComparison.OrdinalIgnoreCase) || !report.EndsWith("</html>", StringComparison.OrdinalIgnoreCase))
    {
        return Fail("report.html is not a whole page");
    }

    foreach (var (list, name) in new[] { ("arms", "title"), ("findings", "claim") })
    {
        var items = results.RootElement.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(name).GetString()!).ToArray();
        if (items.Length == 0)
        {
            return Fail($"results.json has no {list}");
        }

        var text = System.Net.WebUtility.HtmlDecode(report);
        if (items.FirstOrDefault(item => !text.Contains(item, StringComparison.Ordinal)) is { } missing)
        {
            return Fail($"report.html does not show '{missing}'");
        }
    }

    return 0;
}

// Time, memory and threads may differ between two runs; every other byte of the results may not.
static int Same(string left, string right)
{
    var (first, second) = (Lasting(left), Lasting(right));
    if (string.Equals(first, second, StringComparison.Ordinal))
    {
        return 0;
    }

    var place = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
    return Fail($"results.json differs at character {place}:\n  {Around(first, place)}\n  {Around(second, place)}");
}

static string Lasting(string folder) => Regex.Replace(
    File.ReadAllText(Path.Combine(folder, "results.json")),
    """
    "(elapsed_seconds|peak_memory_bytes|training_seconds|threads)":\s*[-+.0-9eE]+
    """.Trim(),
    "\"$1\":0", RegexOptions.None, TimeSpan.FromSeconds(10));

static string Around(string text, int place) => text[Math.Max(0, place - 60)..Math.Min(text.Length, place + 60)].ReplaceLineEndings(" ");

static int Fail(string reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}
