using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Simulation;

/// <summary>Whether two evaluations are one, and what tells them apart where they are not.</summary>
internal static class SettingsDifference
{
    private const int MostLetters = 60;

    /// <summary>What keeps an evaluation from going on where one of other settings was stopped, such as <c>temperature 1, not 0.7</c>; null where nothing does.</summary>
    /// <remarks>More samples than before only extend what is there.</remarks>
    public static string? Between(EvaluationSettings begun, EvaluationSettings wanted) =>
        begun.Samples > wanted.Samples ? $"{begun.Samples} samples of each scenario, not {wanted.Samples}"
        : Find(Node(begun), Node(wanted with { Samples = begun.Samples }), "");

    private static JsonObject Node(EvaluationSettings settings) => JsonSerializer.SerializeToNode(settings, EvaluationJson.Options)!.AsObject();

    private static string? Find(JsonObject begun, JsonObject wanted, string above)
    {
        foreach (var name in begun.Select(member => member.Key).Union(wanted.Select(member => member.Key), StringComparer.Ordinal))
        {
            var (before, now) = (begun[name], wanted[name]);
            if (JsonNode.DeepEquals(before, now))
            {
                continue;
            }

            return before is JsonObject inBefore && now is JsonObject inNow
                ? Find(inBefore, inNow, $"{above}{Words(name)}: ")
                : $"{above}{Words(name)} {Text(before)}, not {Text(now)}";
        }

        return null;
    }

    // Such as suiteVersion as a person writes it.
    private static string Words(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static string Text(JsonNode? value)
    {
        var text = value switch
        {
            null => "none",
            JsonArray { Count: 0 } => "all",
            JsonArray list => string.Join(", ", list),
            _ => value.ToString().ReplaceLineEndings(" "),
        };
        return text.Length <= MostLetters ? text : $"{text[..MostLetters]}...";
    }
}
