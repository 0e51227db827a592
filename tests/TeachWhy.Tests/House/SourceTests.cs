using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace TeachWhy.Tests.House;

public sealed class SourceTests
{
    private const int MostLines = 350;

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Fact]
    public void A_file_is_short_enough_to_read()
    {
        var tooLong = Repository.Sources().Where(source => source.Lines.Length > MostLines).Select(source => $"{source.Name}: {source.Lines.Length} lines");

        Assert.Empty(tooLong);
    }

    // Names that say nothing of what is inside.
    [Theory]
    [MemberData(nameof(Projects))]
    public void A_type_is_named_after_what_it_is(string project)
    {
        var empty = new Regex("Util|Helper|Manager|Common|Misc", RegexOptions.None, TimeSpan.FromSeconds(1));

        var names = Repository.AssemblyOf(project).GetTypes()
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && type.Namespace?.StartsWith("TeachWhy", StringComparison.Ordinal) is true)
            .Select(type => type.FullName!)
            .Where(name => empty.IsMatch(name));

        Assert.Empty(names);
    }

    // Time, chance and console come from outside; the application is the edge where they enter.
    public static TheoryData<string, string> Forbidden => new()
    {
        { @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b", "take a TimeProvider" },
        { @"\bThread\.Sleep\b", "await a TimeProvider's delay" },
        { @"\bnew Random\(|\bRandom\.Shared\b", "derive a generator from a named seed" },
        { @"(?<!\w)Console\.(Write|Out|Error|Read|In\b)", "return data, or report progress" },
        { @"(/home/|/root/|/Users/|[A-Z]:\\\\)", "no machine's paths" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Sources_take_time_chance_and_console_from_outside(string pattern, string instead)
    {
        var forbidden = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

        var found = Repository.Sources()
            .Where(source => source.Name is not "src/TeachWhy.App/Surroundings.cs")
            .SelectMany(source => source.Lines.Select((line, index) => (Place: $"{source.Name}:{index + 1}", Line: line)))
            .Where(source => forbidden.IsMatch(source.Line))
            .Select(source => $"{source.Place}: {source.Line.Trim()} ({instead})");

        Assert.Empty(found);
    }

    [Fact]
    public void Nothing_sleeps_in_a_test()
    {
        var sleeping = new Regex(@"Thread\.Sleep\(|Task\.Delay\(", RegexOptions.None, TimeSpan.FromSeconds(1));

        var found = Repository.Files("tests", "*.cs")
            .Where(source => source.Lines.Any(sleeping.IsMatch))
            .Select(source => source.Name)
            .Where(name => name is not "tests/TeachWhy.Tests/House/SourceTests.cs");

        Assert.Empty(found);
    }
}
