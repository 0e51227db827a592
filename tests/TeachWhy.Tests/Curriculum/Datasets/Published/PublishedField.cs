using System.Text.Json;

namespace TeachWhy.Tests.Curriculum.Datasets.Published;

/// <summary>Fields of JSON as a documentation lists them: what is missing, of another type, or not listed fails.</summary>
internal static class PublishedField
{
    public static void Only(JsonElement item, string[] required, string[] optional)
    {
        Assert.Equal(JsonValueKind.Object, item.ValueKind);
        var names = item.EnumerateObject().Select(field => field.Name).ToList();
        Assert.Empty(names.Except([.. required, .. optional]));
        Assert.Empty(required.Except(names));
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    public static string Words(JsonElement item, string name)
    {
        var text = item.GetProperty(name).GetString();
        Assert.False(string.IsNullOrWhiteSpace(text), $"{name} is empty");
        return text!;
    }

    public static IReadOnlyList<JsonElement> List(JsonElement item, string name)
    {
        var list = item.GetProperty(name).EnumerateArray().ToList();
        Assert.NotEmpty(list);
        return list;
    }
}
