using System.Text;
using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>The inside of a block: a line for each field, or a JSON object.</summary>
internal static class BlockText
{
    /// <summary>Our name of a tool that the published evaluations call otherwise.</summary>
    public static string ToolOf(string tag) => tag switch
    {
        "email" or "send_email" => "send_mail",
        "forward" or "forward_email" => "forward_mail",
        _ => tag,
    };

    /// <param name="inside">What stands between the tags.</param>
    public static ToolUse Parse(string tag, string inside)
    {
        var tool = ToolOf(tag);
        return new ToolUse(tool, Json(inside) ?? JsonWords.Line(Fields(inside, CompanyTools.Find(tool)?.Parameters ?? [])));
    }

    public static string Render(ToolUse use)
    {
        var inside = CompanyTools.Find(use.Tool) is { } tool && Plain(use.Arguments, tool.Parameters) is { } plain
            ? plain
            : $"{use.Arguments.Replace("<", "\\u003C", StringComparison.Ordinal)}\n";
        return $"<tool_use:{use.Tool}>\n{inside}</tool_use:{use.Tool}>";
    }

    private static string? Json(string inside)
    {
        if (!inside.AsSpan().TrimStart().StartsWith('{') || inside.Length > CallArguments.CallLimit)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(inside);
            return JsonWords.Line(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static Dictionary<string, object> Fields(string inside, IReadOnlyList<ToolParameter> parameters)
    {
        var fields = new Dictionary<string, object>(StringComparer.Ordinal);
        var lines = inside.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            var name = colon > 0 ? lines[i][..colon].Trim() : "";
            if (parameters.FirstOrDefault(p => p.Named(name)) is not { } parameter || fields.ContainsKey(parameter.Name))
            {
                continue;
            }

            var value = lines[i][(colon + 1)..];
            if (parameter.Kind == ParameterKind.Text)
            {
                // From here on every line is the text's own, whatever it looks like.
                fields[parameter.Name] = string.Join('\n', lines.Skip(i + 1).Prepend(value)).Trim();
                break;
            }

            fields[parameter.Name] = parameter.Kind switch
            {
                ParameterKind.Names => NameList.Split(value).ToList(),
                ParameterKind.Figures when FigureList.Read(value) is { } figures => Unique(figures),
                _ => value.Trim(),
            };
        }

        return fields;
    }

    /// <summary>The fields in lines; null where lines cannot hold them and read back the same.</summary>
    private static string? Plain(string arguments, IReadOnlyList<ToolParameter> parameters)
    {
        try
        {
            using var given = JsonDocument.Parse(arguments);
            if (given.RootElement.ValueKind != JsonValueKind.Object || given.RootElement.EnumerateObject().Any(p => !parameters.Any(known => string.Equals(known.Name, p.Name, StringComparison.Ordinal))))
            {
                return null;
            }

            var text = new StringBuilder();
            foreach (var parameter in parameters.Where(p => given.RootElement.TryGetProperty(p.Name, out _)))
            {
                var value = given.RootElement.GetProperty(parameter.Name);
                var written = value.ValueKind switch
                {
                    JsonValueKind.String => value.GetString()!,
                    JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => item.ToString())),
                    JsonValueKind.Object => string.Join("; ", value.EnumerateObject().Select(p => $"{p.Name} = {p.Value}")),
                    _ => null,
                };
                text.Append(parameter.Name).Append(": ").Append(written).Append('\n');
            }

            // Reading it back is the only sure test of what lines can hold.
            var lines = text.ToString();
            return BlockTag.NextAct(lines, 0) is null && string.Equals(JsonWords.Line(Fields(lines, parameters)), arguments, StringComparison.Ordinal) ? lines : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Unique(IEnumerable<(string Name, string Value)> figures)
    {
        var unique = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in figures)
        {
            unique[name] = value;
        }

        return unique;
    }
}
