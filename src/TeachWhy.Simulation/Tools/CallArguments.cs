using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>The arguments of a call, read as a tool's parameters have them. They come from a model: whatever is wrong with them is told in <see cref="Mistakes"/>, never thrown.</summary>
public sealed class CallArguments
{
    /// <summary>Characters of a whole call.</summary>
    public const int CallLimit = 1_000_000;

    public const int NameLimit = 200;

    public const int LineLimit = 2_000;

    public const int TextLimit = 100_000;

    public const int ListLimit = 100;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _figures = new(StringComparer.Ordinal);
    private readonly List<string> _mistakes = [];

    private CallArguments()
    {
    }

    /// <summary>A sentence each: what was given, what is allowed.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>The figures in the order given.</summary>
    public IReadOnlyDictionary<string, string> Figures => _figures;

    /// <summary>A name, line or text; empty where it was left out.</summary>
    public string Text(string parameter) => _texts.GetValueOrDefault(parameter, "");

    public bool Has(string parameter) => _texts.ContainsKey(parameter) || _lists.ContainsKey(parameter);

    /// <summary>A list of names; empty where it was left out.</summary>
    public IReadOnlyList<string> List(string parameter) => _lists.GetValueOrDefault(parameter, []);

    /// <param name="json">A JSON object; nothing at all stands for an empty one.</param>
    public static CallArguments Read(string json, IReadOnlyList<ToolParameter> parameters)
    {
        var read = new CallArguments();
        if (json.Length > CallLimit)
        {
            read._mistakes.Add($"The arguments have {json.Length} characters; {CallLimit} are allowed.");
            return read;
        }

        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(json) ? "{}" : json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                read._mistakes.Add($"The arguments are a JSON object, not {JsonWords.Kind(document.RootElement)}.");
                return read;
            }

            foreach (var parameter in parameters)
            {
                read.Take(parameter, Find(document.RootElement, parameter));
            }
        }
        catch (JsonException)
        {
            read._mistakes.Add("The arguments are not JSON.");
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair, which a string or JSON's escapes can write and no text can hold.
            read._mistakes.Add("The arguments hold characters that are no text.");
        }

        return read;
    }

    private static JsonElement? Find(JsonElement given, ToolParameter parameter)
    {
        JsonElement? found = null;
        foreach (var property in given.EnumerateObject())
        {
            // Its own name comes before the others that are taken for it.
            if (parameter.Named(property.Name) && (found is null || string.Equals(property.Name, parameter.Name, StringComparison.Ordinal)))
            {
                found = property.Value;
            }
        }

        return found is { ValueKind: JsonValueKind.Null } ? null : found;
    }

    private void Take(ToolParameter parameter, JsonElement? given)
    {
        if (given is not { } value)
        {
            if (!parameter.Optional)
            {
                _mistakes.Add($"{parameter.Name} is missing: {parameter.What}.");
            }

            return;
        }

        switch (parameter.Kind)
        {
            case ParameterKind.Names:
                TakeNames(parameter, value);
                break;
            case ParameterKind.Figures:
                TakeFigures(parameter, value);
                break;
            default:
                TakeText(parameter, value);
                break;
        }
    }

    private void TakeText(ToolParameter parameter, JsonElement value)
    {
        if (JsonWords.Scalar(value) is not { } text)
        {
            _mistakes.Add($"{parameter.Name} is a text, not {JsonWords.Kind(value)}: {parameter.What}.");
            return;
        }

        text = parameter.Kind == ParameterKind.Text ? text.ReplaceLineEndings("\n") : text.ReplaceLineEndings(" ").Trim();
        var limit = parameter.Kind switch { ParameterKind.Name => NameLimit, ParameterKind.Line => LineLimit, _ => TextLimit };
        if (text.Length > limit)
        {
            _mistakes.Add($"{parameter.Name} has {text.Length} characters; {limit} are allowed.");
        }
        else if (parameter.Kind == ParameterKind.Name && text.Length == 0)
        {
            _mistakes.Add($"{parameter.Name} is empty: {parameter.What}.");
        }
        else
        {
            _texts[parameter.Name] = text;
        }
    }

    private void TakeNames(ToolParameter parameter, JsonElement value)
    {
        var given = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Take(ListLimit + 1)] : new[] { value };
        var names = new List<string>();
        foreach (var item in given)
        {
            if (JsonWords.Scalar(item) is not { } text)
            {
                _mistakes.Add($"{parameter.Name} is a list of texts, not of {JsonWords.Kind(item)}: {parameter.What}.");
                return;
            }

            names.AddRange(NameList.Split(text).Take(ListLimit + 1));
        }

        if (names.Count > ListLimit)
        {
            _mistakes.Add($"{parameter.Name} has more than {ListLimit} names.");
        }
        else if (names.FirstOrDefault(name => name.Length > NameLimit) is { } tooLong)
        {
            _mistakes.Add($"A name in {parameter.Name} has {tooLong.Length} characters; {NameLimit} are allowed.");
        }
        else if (names.Count == 0 && !parameter.Optional)
        {
            _mistakes.Add($"{parameter.Name} is empty: {parameter.What}.");
        }
        else
        {
            _lists[parameter.Name] = names;
        }
    }

    private void TakeFigures(ToolParameter parameter, JsonElement value)
    {
        if (FigureList.Read(value) is not { } figures)
        {
            _mistakes.Add($"{parameter.Name} is an object of numbers or words by name, not {JsonWords.Kind(value)}: {parameter.What}.");
            return;
        }

        if (figures.Count > ListLimit || figures.Any(figure => figure.Name.Length > NameLimit || figure.Value.Length > NameLimit))
        {
            _mistakes.Add($"{parameter.Name} has at most {ListLimit} names, each name and value of at most {NameLimit} characters.");
            return;
        }

        foreach (var (name, figure) in figures)
        {
            _figures[name] = figure;
        }
    }
}
