using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>What a request would like, but can do without.</summary>
public static class ChatWishes
{
    private const string Temperature = "temperature_is_a_wish";

    /// <summary>
    /// Marks the temperature of a request as a wish: a model that takes none is asked without. A judge wishes for 0; a model
    /// that is measured is measured at the temperature that was asked for, or not at all.
    /// </summary>
    public static ChatOptions WithWishedTemperature(this ChatOptions options, float? temperature)
    {
        options.Temperature = temperature;
        (options.AdditionalProperties ??= [])[Temperature] = true;
        return options;
    }

    internal static bool IsWish(ChatOptions options) => options.AdditionalProperties?.ContainsKey(Temperature) == true;
}
