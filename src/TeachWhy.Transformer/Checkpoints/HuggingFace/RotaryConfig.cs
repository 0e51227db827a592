using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>
/// The rotation's part of a <c>config.json</c>: <c>rope_theta</c> beside <c>rope_scaling</c>, or both within
/// <c>rope_parameters</c> as transformers 5 writes them.
/// </summary>
internal static class RotaryConfig
{
    private const float StandardBase = 10000f;
    private const string Llama3 = "llama3";

    // Where the newer name is there, the older one is only kept for older readers.
    private static readonly string[] Names = ["rope_parameters", "rope_scaling"];

    private static readonly string[] Known =
    [
        "rope_type", "type", "rope_theta", "factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings", "partial_rotary_factor",
    ];

    public static float ReadBase(JsonFields config)
    {
        var (outside, inside) = (config.Number("rope_theta"), Parameters(config)?.Number("rope_theta"));
        return outside is null || inside is null || outside == inside
            ? inside ?? outside ?? StandardBase
            : throw new InvalidDataException($"{config.Path} says \"rope_theta\" is {outside} in one place and {inside} in another.");
    }

    public static RotaryScaling? ReadScaling(JsonFields config)
    {
        if (Parameters(config) is not { } parameters)
        {
            return null;
        }
        var type = parameters.Text("rope_type") ?? parameters.Text("type") ?? "default";
        if (type is not ("default" or Llama3))
        {
            throw new InvalidDataException($"{config.Path} asks for rotary scaling of type {JsonPart.Quoted(type)}; \"default\" and \"{Llama3}\" are supported.");
        }
        foreach (var field in parameters.All.Where(field => !Known.Contains(field.Name) && ConfigGuard.SwitchedOn(field.Value)))
        {
            throw new InvalidDataException($"{config.Path} asks for {JsonPart.Quoted(field.Name)} in its rotation, which is not supported.");
        }
        if (parameters.Number("partial_rotary_factor") is { } part && part != 1)
        {
            throw new InvalidDataException($"{config.Path} asks for \"partial_rotary_factor\" {part}, which is not supported.");
        }
        return type != Llama3 ? null : new RotaryScaling(
            Number("factor"), Number("low_freq_factor"), Number("high_freq_factor"),
            parameters.Required("original_max_position_embeddings", parameters.Whole("original_max_position_embeddings")));

        float Number(string name) => parameters.Required(name, parameters.Number(name));
    }

    public static JsonObject? Write(RotaryScaling? scaling) => scaling is null ? null : new JsonObject
    {
        ["rope_type"] = Llama3,
        ["factor"] = scaling.Factor,
        ["low_freq_factor"] = scaling.LowFrequencyFactor,
        ["high_freq_factor"] = scaling.HighFrequencyFactor,
        ["original_max_position_embeddings"] = scaling.OriginalContext,
    };

    private static JsonFields? Parameters(JsonFields config) => Names.Select(config.Object).FirstOrDefault(fields => fields is not null);
}
