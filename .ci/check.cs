#:property PublishAot=false
// Checks of what a study or an evaluation leaves behind, for .ci/run:
// dotnet run .ci/check.cs -- parses FOLDER | same FOLDER FOLDER | same-evaluation LOG LOG
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

return args switch
{
    ["parses", var folder] => Parses(folder),
    ["same", var left, var right] => Same(left, right),
    ["same-evaluation", var left, var right] => SameEvaluation(left, right),
    _ => Fail("usage: parses FOLDER | same FOLDER FOLDER | same-evaluation LOG LOG"),
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

// Logs of equal samples are equal but for times, ids that are made from times, and where they lie.
static int SameEvaluation(string left, string right)
{
    var (first, second) = (Samples(left), Samples(right));
    if (first.Count == 0 || first.Count != second.Count)
    {
        return Fail($"{first.Count} samples against {second.Count}");
    }

    var different = Enumerable.Range(0, first.Count).Where(i => !string.Equals(first[i], second[i], StringComparison.Ordinal)).ToList();
    if (different.Count > 0)
    {
        return Fail($"{different.Count} of {first.Count} samples differ, first:\n  {first[different[0]]}\n  {second[different[0]]}");
    }

    Console.WriteLine($"{first.Count} samples, the same in both");
    return first.Distinct(StringComparer.Ordinal).Count() == first.Count ? 0 : Fail("a sample is there twice");
}

// What was said and done in each sample, and what was judged of it.
static List<string> Samples(string log)
{
    using var archive = ZipFile.OpenRead(log);
    return [.. archive.Entries.Where(entry => entry.FullName.StartsWith("samples/", StringComparison.Ordinal)).Select(Essence).Order(StringComparer.Ordinal)];
}

static string Essence(ZipArchiveEntry entry)
{
    using var stream = entry.Open();
    using var sample = JsonDocument.Parse(stream);
    var root = sample.RootElement;
    return string.Join(
        ' ',
        root.GetProperty("id").GetString(), root.GetProperty("epoch").GetInt32(), root.GetProperty("scores").GetRawText(), root.GetProperty("store").GetRawText(),
        string.Join(' ', root.GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("role").GetString() is "assistant" or "tool").Select(message => message.GetProperty("content").GetRawText())));
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
