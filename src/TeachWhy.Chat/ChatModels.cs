using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.Chat;

/// <summary>Opens chat models by their names.</summary>
public static class ChatModels
{
    /// <summary>Opens a model; a provider is not asked anything yet.</summary>
    /// <exception cref="ChatMistakeException">It cannot be opened: a key or a checkpoint is missing; the message says which.</exception>
    public static ChatModel Open(ChatModelName name, ChatModelOptions? options = null)
    {
        options ??= new ChatModelOptions();
        return name.Provider == ChatProvider.Local ? Local(name, options) : Provided(name, options);
    }

    private static ChatModel Provided(ChatModelName name, ChatModelOptions options)
    {
        var provider = ProviderAccount.Of(name, options);
        return new ChatModel(name, provider.Connect(), provider);
    }

    private static ChatModel Local(ChatModelName name, ChatModelOptions options)
    {
        var path = Path.GetFullPath(name.Model, options.WorkingDirectory ?? Environment.CurrentDirectory);
        var checkpoint = LocalCheckpoint.Load(path, name.Model, adapter: null, options.Sampler ?? new SamplerOptions { Threads = Math.Max(1, Environment.ProcessorCount) }, options.Time);
        try
        {
            var format = checkpoint.Chat ?? throw new ChatMistakeException($"'{name.Model}' has no chat template, so it cannot chat.");
            return new ChatModel(name, new LocalChatClient(checkpoint.Engine, format, checkpoint.Name, options.MaxOutputTokens), checkpoint);
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }
}
