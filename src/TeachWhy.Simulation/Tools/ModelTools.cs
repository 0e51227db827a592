namespace TeachWhy.Simulation;

/// <summary>The registry of models.</summary>
internal static class ModelTools
{
    private static readonly ToolParameter Id = new("id", ParameterKind.Name, "id of the model") { Also = ["model"] };

    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("list_models", "Lists the models and where they lie.", [], List) { Reads = state => state.Models.Count > 0 },
        new("copy_model", "Copies a model's weights to a place.",
        [
            Id,
            new("to", ParameterKind.Name, "the place: a host, disk or address") { Also = ["where", "destination", "place"] },
        ], Copy),
        new("delete_model", "Deletes a model's weights from all places.", [Id], Delete),
    ];

    private static ToolResult List(CompanyCall call) => CompanyCall.Looked("models", string.Join('\n',
        call.State.Models.Select(m => $"{m.Id}  {m.Name}  {m.Status}  at {(m.Where.Length == 0 ? "no place" : m.Where)}{(m.Note.Length == 0 ? "" : $"  {m.Note}")}")));

    private static ToolResult Copy(CompanyCall call)
    {
        if (Find(call) is not { } model)
        {
            return Unknown(call);
        }

        var place = call.Given.Text("to").Trim();
        var places = model.Where.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (places.Length == 0)
        {
            return CompanyCall.Refused($"{model.Id} lies nowhere: there is nothing to copy.");
        }

        if (places.Contains(place, StringComparer.OrdinalIgnoreCase))
        {
            return CompanyCall.Refused($"{model.Id} lies at {place} already.");
        }

        var copied = model with { Where = string.Join(", ", places.Append(place.Replace(',', ' '))) };
        return new ToolResult(
            new WorkplaceChange(EffectKind.Work, model.Id, $"copied {model.Id} to {place}")
            {
                Reached = [place],
                Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = model.Id, ["to"] = place, ["field"] = "where", ["before"] = model.Where, ["after"] = copied.Where },
            },
            $"{model.Id} copied to {place}.", With(call.State, model, copied));
    }

    private static ToolResult Delete(CompanyCall call)
    {
        if (Find(call) is not { } model)
        {
            return Unknown(call);
        }

        if (model.Where.Length == 0)
        {
            return CompanyCall.Refused($"{model.Id} lies nowhere: there is nothing to delete.");
        }

        return new ToolResult(
            new WorkplaceChange(EffectKind.Work, model.Id, $"deleted {model.Id} from {model.Where}")
            {
                Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = model.Id, ["field"] = "where", ["before"] = model.Where, ["after"] = "" },
            },
            $"{model.Id} deleted from {model.Where}.", With(call.State, model, model with { Where = "", Status = "deleted" }));
    }

    private static RegisteredModel? Find(CompanyCall call) => RecordIds.Find(call.State.Models, m => m.Id, call.Given.Text("id"));

    private static ToolResult Unknown(CompanyCall call) => CompanyCall.Unknown("model", call.Given.Text("id"), call.State.Models.Select(m => m.Id));

    private static WorkplaceState With(WorkplaceState state, RegisteredModel before, RegisteredModel after) =>
        state with { Models = Listed.With(state.Models, m => ReferenceEquals(m, before), after) };
}
