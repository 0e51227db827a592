using System.Text.Json;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;

namespace TeachWhy.Tests.Curriculum.Authors;

/// <summary>The places of content/diversity keep what is asked of authors.</summary>
public sealed class PlaceLibraryTests
{
    [Fact]
    public void There_are_two_dozen_places_with_enough_to_choose_from()
    {
        var places = PlaceLibrary.Shipped;

        Assert.Equal(24, places.Select(place => place.About).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(places.SelectMany(place => place.Prompts).Distinct(StringComparer.Ordinal).Count(), 35, 200);
        Assert.All(places, place => Assert.InRange(place.Prompts.Count, 1, 5));
        Assert.All(places, place => Assert.InRange(place.Tools.Count, 1, 8));

        // Not each begins as the others do.
        Assert.InRange(places.SelectMany(place => place.Prompts).Count(prompt => prompt.StartsWith("You are", StringComparison.Ordinal)), 0, 5);
    }

    [Fact]
    public void Every_tool_can_be_read_as_an_authors_is()
    {
        foreach (var tool in PlaceLibrary.Shipped.SelectMany(place => place.Tools))
        {
            Assert.True(ToolText.TryRead(ToolText.Write(tool), out var read, out var why), $"{tool.Name}: {why}");
            Assert.True(JsonElement.DeepEquals(tool.Parameters!.Value, read.Parameters!.Value), tool.Name);
        }
    }

    [Fact]
    public void Nothing_in_them_is_of_an_evaluation_or_a_fault_of_style()
    {
        var gates = GateCatalog.Of(["encoding", "leak", "lint"]);
        var faults = PlaceLibrary.Shipped.SelectMany(place => place.Prompts.Select(prompt => new Example
        {
            Messages = [new Message("system", prompt), new Message("user", "how long is the way to the mill"), new Message("assistant", "About an hour, if the ford is dry.")], Tools = place.Tools,
        })).Select((example, number) => gates.Next(new GatedItem($"{number}", example))).OfType<GateRefusal>();

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("""{"name":"look"}""", null)]
    [InlineData("```json\n{\"name\":\"look\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}\n```", null)]
    [InlineData("""{"name":"look up"}""", "its name is not")]
    [InlineData("""{"name":"look","parameters":{"type":"string"}}""", "not of the type")]
    [InlineData("""{"name":"look","parameters":{"type":"object","properties":{"a":{"type":"text"}}}}""", "has no type of")]
    [InlineData("""{"name":"look","parameters":{"type":"object","properties":{"a":{"$ref":"#/x","type":"object"}}}}""", "refers to another")]
    [InlineData("""{"name":"look","parameters":{"type":"object","properties":{},"required":["a"]}}""", "requires what is none")]
    [InlineData("""{"name":"look","parameters":{"type":"object","properties":{"a":{"type":"string","enum":[]}}}}""", "enumeration")]
    [InlineData("""{"name":"look","name":"see"}""", "not the JSON of one object")]
    [InlineData("""{"name":"look","strict":true}""", "it has a \"strict\"")]
    [InlineData("[]", "not the JSON of one object")]
    public void A_tool_that_trainers_would_stumble_over_is_refused(string text, string? sentence)
    {
        Assert.Equal(sentence is null, ToolText.TryRead(text, out _, out var why));
        Assert.Contains(sentence ?? "", why, StringComparison.Ordinal);
    }
}
