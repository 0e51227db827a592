using TeachWhy.Transformer;

namespace TeachWhy.Chat.Local;

/// <summary>A checkpoint from disk, ready to be sampled from.</summary>
public sealed class LocalCheckpoint : IDisposable
{
    private LocalCheckpoint(string path, SamplingEngine engine, Checkpoint checkpoint, TemplateChatFormat? chat)
    {
        (Path, Name, Engine, Chat) = (path, NameOf(path), engine, chat);
        (Tokenizer, SpecialTokens) = (checkpoint.Tokenizer, checkpoint.SpecialTokens);
    }

    /// <summary>Where it lies; inside a training run, where the run's folder was given.</summary>
    public string Path { get; }

    /// <summary>The path's last part that says something.</summary>
    public string Name { get; }

    public SamplingEngine Engine { get; }

    public ITokenizer Tokenizer { get; }

    public SpecialTokens SpecialTokens { get; }

    /// <summary>How it chats; null where it has no chat template.</summary>
    public TemplateChatFormat? Chat { get; }

    /// <param name="path">The checkpoint's full path.</param>
    /// <param name="given">The path as it was typed, for the sentence that says what is wrong with it.</param>
    /// <param name="adapter">The full path of an adapter to merge into the model; null for none.</param>
    /// <exception cref="ChatMistakeException">It cannot be used; the message says why.</exception>
    public static LocalCheckpoint Load(string path, string given, string? adapter, SamplerOptions options, TimeProvider time)
    {
        (path, adapter) = (Checkpoint.InRun(path), adapter is null ? null : Checkpoint.InRun(adapter));
        try
        {
            // An adapter needs the numbers at hand; without one they are read as the engine wants them, and held once.
            using var checkpoint = adapter is null ? Checkpoint.Open(path) : Checkpoint.Load(path);
            if (adapter is not null)
            {
                using var change = LowRankAdapter.Load(adapter, checkpoint.Shape);
                change.MergeInto(checkpoint.Model);
            }

            var chat = TemplateChatFormat.Of(checkpoint, time);
            return new LocalCheckpoint(path, new SamplingEngine(checkpoint.Weights, options), checkpoint, chat);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ChatMistakeException($"'{given}' is not a checkpoint: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
        catch (Exception failure) when (failure is InvalidDataException or ModelTooLargeException or ChatTemplateException or IOException or UnauthorizedAccessException)
        {
            throw new ChatMistakeException(failure.Message.ReplaceLineEndings(" "), failure);
        }
    }

    public void Dispose() => Engine.Dispose();

    private static string NameOf(string path)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(path);
        var last = System.IO.Path.GetFileName(path);

        // Every training run calls its checkpoint so; the run's own folder says more.
        if (string.Equals(last, Checkpoint.FolderInRun, StringComparison.Ordinal)
            && System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)) is { Length: > 0 } run)
        {
            return run;
        }

        return last.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) ? System.IO.Path.GetFileNameWithoutExtension(last) : last;
    }
}
