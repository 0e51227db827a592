using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>A tool of a company.</summary>
/// <param name="Description">A sentence, as models are told.</param>
/// <param name="Parameters">In the order in which they are written; one of kind <see cref="ParameterKind.Text"/> comes last.</param>
/// <param name="Run">Carries out a call whose arguments had no mistake: a pure function of the call.</param>
public sealed record CompanyTool(string Name, string Description, IReadOnlyList<ToolParameter> Parameters, Func<CompanyCall, ToolResult> Run)
{
    /// <summary>For a tool that only reads: whether a workplace has what it reads. Null for a tool that acts.</summary>
    public Func<WorkplaceState, bool>? Reads { get; init; }

    /// <summary>The JSON schema of the arguments.</summary>
    public JsonElement Schema() => JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = Parameters.ToDictionary(p => p.Name, Property, StringComparer.Ordinal),
        required = Parameters.Where(p => !p.Optional).Select(p => p.Name),
        additionalProperties = false,
    });

    private static object Property(ToolParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Names => new { type = "array", items = new { type = "string" }, description = parameter.What },
        ParameterKind.Figures => new { type = "object", additionalProperties = new { type = new[] { "number", "string" } }, description = parameter.What },
        _ => new { type = "string", description = parameter.What },
    };
}
