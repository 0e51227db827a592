#:property PublishAot=false
// Checks of what a study or an evaluation leaves behind, for .ci/run:
// dotnet run .ci/check.cs -- parses FOLDER | same FOLDER FOLDER | same-evaluation LOG LOG | same-data FOLDER FOLDER
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

return args switch
{
    ["parses", var folder] => Parses(folder),
    ["same", var left, var right] => Same(left, right),
    ["same-evaluation", var left, var right] => SameEvaluation(left, right),
    ["same-data", var left, var right] => SameData(left, right),
    _ => Fail("usage: parses FOLDER | same FOLDER FOLDER | same-evaluation LOG LOG | same-data FOLDER FOLDER"),
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

// The data and what was refused are the same bytes, and both journals hold the same pieces, each once.
static int SameData(string left, string right)
{
    foreach (var file in new[] { "data.jsonl", "rejected.jsonl" })
    {
        if (!File.ReadAllBytes(Path.Combine(left, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(right, file))))
        {
            return Fail($"{file} differs");
        }
    }

    var (first, second) = (Pieces(left), Pieces(right));
    if (first.Distinct(StringComparer.Ordinal).Count() != first.Count || second.Distinct(StringComparer.Ordinal).Count() != second.Count)
    {
        return Fail("a piece is there twice");
    }

    // What was in work when there was enough may be one piece more or less.
    var (missing, more) = (first.Except(second, StringComparer.Ordinal).Count(), second.Except(first, StringComparer.Ordinal).Count());
    Console.WriteLine($"{File.ReadLines(Path.Combine(right, "data.jsonl")).Count()} examples, the same bytes in both; {first.Count} and {second.Count} pieces, each once; {missing} and {more} only in one");
    return 0;
}

// Stage and key of every line of the journal that is whole.
static List<string> Pieces(string folder) =>
[
    .. Directory.EnumerateFiles(Path.Combine(folder, "stages"), "*.jsonl").SelectMany(path => File.ReadLines(path)
        .Select(line => Regex.Match(line, "^\\{\"sum\":\"[0-9a-f]+\",\"key\":\"(?<key>[0-9a-f]+)\"", RegexOptions.None, TimeSpan.FromSeconds(10)))
        .Where(match => match.Success).Select(match => $"{Path.GetFileName(path)} {match.Groups["key"].Value}")),
];

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
