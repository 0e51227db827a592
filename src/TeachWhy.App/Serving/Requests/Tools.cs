using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeachWhy.App.Serving;

/// <summary>The tools of a chat request, and whether and how the model may call them.</summary>
/// <param name="Offered">What the template shows to the model; empty where it may call nothing.</param>
/// <param name="Parallel">An answer may hold more than one call.</param>
internal sealed partial record Tools(JsonArray Offered, bool Parallel)
{
    private const int MostTools = 128;

    public static Tools Read(Fields body)
    {
        body.Refuse("functions", "use 'tools'", "[]");
        body.Refuse("function_call", "use 'tool_choice'", "\"none\"", "\"auto\"");
        var tools = body.List("tools", 0, MostTools) ?? [];
        var offered = new JsonArray([.. tools.Select(tool => (JsonNode)ReadOne(Fields.Of(tool.Value, tool.Place)))]);
        var mayCall = MayCall(body);
        return new Tools(mayCall ? offered : [], body.Flag("parallel_tool_calls") ?? true);
    }

    private static JsonObject ReadOne(Fields tool)
    {
        var type = tool.NeedText("type");
        if (type is not "function")
        {
            throw Refusal.Of(tool.PlaceOf("type"), $"'{tool.PlaceOf("type")}' must be function, not \"{Fields.Short(type)}\".");
        }

        var function = Fields.Of(tool.Need("function"), tool.PlaceOf("function"));
        var name = function.NeedText("name");
        if (!FunctionName().IsMatch(name))
        {
            throw Refusal.Of(function.PlaceOf("name"), $"'{function.PlaceOf("name")}' must have from 1 to 64 letters, digits, '_' or '-', unlike \"{Fields.Short(name)}\".");
        }

        var read = new JsonObject { ["name"] = name };
        if (function.Text("description") is { } description)
        {
            read["description"] = description;
        }

        if (function.Take("parameters") is { } parameters)
        {
            read["parameters"] = parameters.ValueKind == JsonValueKind.Object ? JsonObject.Create(parameters.Clone())
                : throw Refusal.Of(function.PlaceOf("parameters"), $"'{function.PlaceOf("parameters")}' must be an object, not {Fields.Shown(parameters)}.");
        }

        function.Refuse("strict", "arguments are not forced into a schema", "false");
        function.Finish();
        tool.Finish();
        return new JsonObject { ["type"] = type, ["function"] = read };
    }

    private static bool MayCall(Fields body) => body.Take("tool_choice") switch
    {
        null => true,
        { ValueKind: JsonValueKind.String } choice when choice.ValueEquals("auto") => true,
        { ValueKind: JsonValueKind.String } choice when choice.ValueEquals("none") => false,
        { } choice => throw Refusal.Unsupported(
            "tool_choice", $"'tool_choice' must be auto or none, not {Fields.Shown(choice)}: this server does not force a model to call."),
    };

    [GeneratedRegex(@"^[a-zA-Z0-9_-]{1,64}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FunctionName();
}
