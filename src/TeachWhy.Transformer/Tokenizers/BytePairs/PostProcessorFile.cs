using System.Text.Json;

namespace TeachWhy.Transformer;

/// <summary>Reads the "post_processor" of a tokenizer's file: the tokens that stand before and after a text.</summary>
internal static class PostProcessorFile
{
    /// <exception cref="InvalidDataException">It is damaged or of a kind that is not supported.</exception>
    public static (IReadOnlyList<int> Before, IReadOnlyList<int> After) Read(JsonPart part)
    {
        switch (part.Type)
        {
            case "ByteLevel":
                // Changes where tokens are said to begin and end, not the tokens.
                return ([], []);
            case "TemplateProcessing":
                return ReadTemplate(part);
            case "Sequence":
                var inside = part.List("processors").Select(Read).ToList();
                return ([.. inside.AsEnumerable().Reverse().SelectMany(step => step.Before)], [.. inside.SelectMany(step => step.After)]);
            default:
                throw part.Unsupported("ByteLevel, TemplateProcessing and Sequence are");
        }
    }

    private static (IReadOnlyList<int> Before, IReadOnlyList<int> After) ReadTemplate(JsonPart part)
    {
        var (before, after, seen) = (new List<int>(), new List<int>(), false);
        foreach (var step in part.List("single"))
        {
            if (step.Find("SpecialToken") is { } special)
            {
                (seen ? after : before).AddRange(Tokens(part, special.Text("id")));
            }
            else if (step.Find("Sequence") is null || seen)
            {
                throw step.Mistake("is neither a special token nor the one text");
            }
            else
            {
                seen = true;
            }
        }
        return seen ? (before, after) : throw part.Mistake("leaves the text out");
    }

    private static IEnumerable<int> Tokens(JsonPart template, string name)
    {
        var named = template.Find("special_tokens")?.Find(name) ?? throw template.Mistake($"does not say what {JsonPart.Quoted(name)} is");
        if (named.Value("ids") is not { ValueKind: JsonValueKind.Array } list)
        {
            throw named.Mistake("has no list \"ids\"");
        }
        return [.. list.EnumerateArray().Select(element =>
            element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var token) && token is >= 0 and < BytePairVocabulary.MostTokens
                ? token
                : throw named.Mistake("has an id that is no token"))];
    }
}
