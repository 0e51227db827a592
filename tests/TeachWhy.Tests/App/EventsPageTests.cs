using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeachWhy.Studies.Events;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.App;

public sealed class EventsPageTests
{
    public static TheoryData<string> Events => [.. Kinds.Keys];

    private static Dictionary<string, Type> Kinds { get; } = typeof(StudyEvent)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(kind => (string)kind.TypeDiscriminator!, kind => kind.DerivedType, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_and_property_is_on_the_page(string name)
    {
        var row = File.ReadLines(Repository.PathOf("docs/running.md")).Single(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal));

        Assert.All(Kinds[name].GetProperties(), property => Assert.Contains($"`{NameOf(property)}`", row, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_of_event_has_a_name()
    {
        Assert.All(typeof(StudyEvent).GetNestedTypes(), type => Assert.Contains(type, Kinds.Values));
    }

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
}
