using Microsoft.Extensions.AI;
using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.Chat;

/// <summary>Opens chat models by their names.</summary>
public static class ChatModels
{
    /// <summary>Opens a model; a provider is not asked anything yet.</summary>
    /// <exception cref="ChatMistakeException">It cannot be opened: a key, a price or a checkpoint is missing; the message says which.</exception>
    public static ChatModel Open(ChatModelName name, ChatModelOptions? options = null)
    {
        options ??= new ChatModelOptions();
        var price = PriceOf(name, options);
        if (price is null && options.Budget?.MaxCost is not null)
        {
            throw new ChatMistakeException($"The price of {name.Text} is not known, so a limit on its cost cannot be kept; give it with --price IN/OUT, in US dollars per million tokens.");
        }

        return name.Provider == ChatProvider.Local ? Local(name, options, price) : Provided(name, options, price);
    }

    /// <summary>What a model's tokens cost: as given, by the user's list, by the list that ships; null where none of them says.</summary>
    public static ModelPrice? PriceOf(ChatModelName name, ChatModelOptions options) => options.Price ?? options.Prices?.Find(name) ?? PriceList.Shipped.Find(name);

    // From the inside out: one attempt, what it may cost, what it can do without, its turn, the next attempt, what is counted, what was kept.
    private static ChatModel Provided(ChatModelName name, ChatModelOptions options, ModelPrice? price)
    {
        var account = ProviderAccount.Of(name, options);
        var counts = new ChatCounts();
        var level = options.Levels.Of(account.Address, options.Concurrency, options.Time);
        IChatClient client = new AttemptClient(account.Connect(), options);
        client = Budgeted(client, options, price);
        client = new WishClient(client);
        client = new LimitedClient(client, level, options.Retry);
        client = new RetryingClient(client, name, options, counts);
        client = new CountingClient(client, counts);
        return new ChatModel(name, Cached(client, options, $"{name.Text} at {account.Address}", counts), counts, level, price, account);
    }

    private static ChatModel Local(ChatModelName name, ChatModelOptions options, ModelPrice? price)
    {
        var path = Path.GetFullPath(name.Model, options.WorkingDirectory ?? Environment.CurrentDirectory);
        var checkpoint = LocalCheckpoint.Load(path, name.Model, adapter: null, options.Sampler ?? new SamplerOptions { Threads = Math.Max(1, Environment.ProcessorCount) }, options.Time);
        try
        {
            var format = checkpoint.Chat ?? throw new ChatMistakeException($"'{name.Model}' has no chat template, so it cannot chat.");
            var counts = new ChatCounts();
            var client = Budgeted(new LocalChatClient(checkpoint.Engine, format, checkpoint.Name, options.MaxOutputTokens), options, price);
            return new ChatModel(name, new CountingClient(client, counts), counts, level: null, price, checkpoint);
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    private static IChatClient Budgeted(IChatClient client, ChatModelOptions options, ModelPrice? price) =>
        options.Budget is { } budget ? new BudgetedClient(client, budget, price, options.MaxOutputTokens) : client;

    private static IChatClient Cached(IChatClient client, ChatModelOptions options, string model, ChatCounts counts) =>
        options.Cache is { } cache ? new CachingClient(client, new ReplyCache(cache), cache.Salt, model, counts) : client;
}
