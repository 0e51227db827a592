using System.Text.RegularExpressions;
using TeachWhy.Simulation;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.Simulation.Scenarios.Files;

/// <summary>The company of docs/scenarios.md: small, and nothing is missing.</summary>
internal static partial class ExampleCompany
{
    public const string FileName = "penhale-boats.yaml";

    public static string Text { get; } = Block().Match(File.ReadAllText(Repository.PathOf("docs/scenarios.md"))).Groups["text"].Value;

    /// <summary>The example with one place of it replaced.</summary>
    public static string With(string old, string now)
    {
        Assert.Equal(2, Text.Split(old).Length);
        return Text.Replace(old, now, StringComparison.Ordinal);
    }

    public static CompanyReading Read(string text) => CompanyReader.Read(text, FileName);

    /// <summary>The number of the only line that has the words.</summary>
    public static int LineOf(string text, string words) =>
        text.Split('\n').Select((line, index) => (line, index)).Single(pair => pair.line.Contains(words, StringComparison.Ordinal)).index + 1;

    [GeneratedRegex("<!-- example: penhale-boats.yaml -->\n```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
