using TeachWhy.Chat;
using TeachWhy.Curriculum.Authors;

namespace TeachWhy.App.Making;

/// <summary>Opens the chat models of a request: a model that takes several roles is opened once, and all share a budget.</summary>
internal static class DataModels
{
    /// <param name="budget">What they may spend together; null for no bound.</param>
    /// <exception cref="Mistake">One cannot be opened.</exception>
    public static Dictionary<Role, ChatModel> Open(DataRequest request, Budget? budget, Surroundings surroundings)
    {
        var options = Options(request, budget, surroundings);
        var author = request.Author!;
        var wanted = new Dictionary<Role, (ChatModelName Name, ModelPrice? Price, string Option)>
        {
            [Role.Author] = (author, request.Price, "--price"),
            [Role.Sampler] = request.Sampler is { } sampler ? (sampler, request.SamplerPrice, "--sampler-price") : (author, request.Price, "--price"),
            [Role.Judge] = request.Judge is { } judge ? (judge, request.JudgePrice, "--judge-price") : (author, request.Price, "--price"),
        };
        var open = new Dictionary<string, ChatModel>(StringComparer.Ordinal);
        try
        {
            return wanted.ToDictionary(role => role.Key, role => open.TryGetValue(role.Value.Name.Text, out var model) ? model : open[role.Value.Name.Text] = Open(role.Value.Name, role.Value.Price, role.Value.Option));
        }
        catch (ChatMistakeException failure)
        {
            foreach (var model in open.Values)
            {
                model.Dispose();
            }

            throw new Mistake(failure.Message);
        }

        ChatModel Open(ChatModelName name, ModelPrice? price, string option)
        {
            var own = options with { Price = price };
            return request.MaxCost is not null && ChatModels.PriceOf(name, own) is null
                ? throw new ChatMistakeException($"The price of {name.Text} is not known, so --max-cost cannot be kept; give it with {option} IN/OUT, in US dollars per million tokens (0/0 for a server of your own).")
                : ChatModels.Open(name, own);
        }
    }

    /// <summary>What is asked of a server of the user's own is free, unless its price was given.</summary>
    public static bool MayCost(ChatModel model) =>
        model.Price is { } price ? price.Input + price.Output > 0 : model.Name.Provider is ChatProvider.Anthropic or ChatProvider.OpenAi;

    private static ChatModelOptions Options(DataRequest request, Budget? budget, Surroundings surroundings)
    {
        var usual = surroundings.ModelOptions(request.Connections);
        return usual with { MaxOutputTokens = request.MaxOutputTokens ?? usual.MaxOutputTokens, Budget = budget };
    }
}
