using System.Globalization;
using TeachWhy.App.Display;
using TeachWhy.Chat;
using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>A checkpoint from disk, made ready to be served.</summary>
internal sealed class LoadedModel : IDisposable
{
    private LoadedModel(ServedModel model) => Model = model;

    public ServedModel Model { get; }

    /// <param name="path">The checkpoint's full path.</param>
    /// <param name="given">The path as it was typed, for the sentence that says what is wrong with it.</param>
    /// <param name="name">What requests call the model; null takes the path's last part.</param>
    /// <param name="adapter">The full path of an adapter to merge into the model; null for none.</param>
    /// <exception cref="Mistake">It cannot be served; the message says why.</exception>
    public static LoadedModel Load(string path, string given, string? name, string? adapter, SamplerOptions options, TimeProvider time)
    {
        try
        {
            var loaded = LocalCheckpoint.Load(path, given, adapter, options, time);
            var (shape, special) = (loaded.Engine.Shape, loaded.SpecialTokens);
            var about = string.Create(
                CultureInfo.InvariantCulture,
                $"{Parameters(shape.ParameterCount)} parameters in {options.WeightType.ToString().ToLowerInvariant()}, a context of {Words.Of(shape.Context)} tokens");
            return new LoadedModel(new ServedModel(
                name ?? loaded.Name, loaded.Engine, loaded.Tokenizer, loaded.Chat,
                special.End, special.Begin, about, CheckpointFingerprint.Of(options.WeightType, loaded.Path, adapter is null ? null : Checkpoint.InRun(adapter))));
        }
        catch (ChatMistakeException mistake)
        {
            throw new Mistake(mistake.Message);
        }
    }

    public void Dispose() => Model.Engine.Dispose();

    private static string Parameters(long count) => count switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1e9:0.0} billion"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1e6:0.0} million"),
        _ => Words.Of(count),
    };
}
