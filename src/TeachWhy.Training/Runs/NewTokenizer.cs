using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>The tokenizer of a model that begins with nothing: byte pairs counted in its data, marks for turns, and a template that writes them.</summary>
internal static class NewTokenizer
{
    /// <summary>Characters that are counted at most: more change no merge that matters.</summary>
    private const long MostCharacters = 200_000_000;

    private const string EndOfText = "<|endoftext|>";
    private const string StartOfTurn = "<|im_start|>";
    private const string EndOfTurn = "<|im_end|>";

    /// <summary>Made once per folder: a run that goes on takes what is there.</summary>
    /// <exception cref="TrainingDataException">The data cannot be read.</exception>
    public static StartingText Of(TrainingRequest request, RunFolder folder, IProgress<TrainingEvent>? progress, CancellationToken cancellation)
    {
        var tokenizer = Find(folder.Tokenizer) ?? Make(request, folder.Tokenizer, progress, cancellation);
        var (end, turn) = (tokenizer.Find(EndOfText)!.Value, tokenizer.Find(EndOfTurn)!.Value);
        return StartingText.Of(tokenizer, new SpecialTokens(Begin: null, [end, turn], Padding: end), TurnsTemplate.Jinja, request);
    }

    private static ITokenizer? Find(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Tokenizer.Load(folder) : null;
        }
        catch (InvalidDataException)
        {
            // Damaged: it is made again, from the same data to the same bytes.
            Directory.Delete(folder, recursive: true);
            return null;
        }
    }

    private static ITokenizer Make(TrainingRequest request, string folder, IProgress<TrainingEvent>? progress, CancellationToken cancellation)
    {
        var tokenizer = BytePairTraining.Train(Texts(request.Data), request.Vocabulary, [EndOfText, StartOfTurn, EndOfTurn], cancellation);
        var aside = $"{folder}.tmp";
        Directory.CreateDirectory(aside);
        tokenizer.Save(aside);
        Directory.Move(aside, folder);
        progress?.Report(new TrainingEvent.TokenizerTrained(tokenizer.Count, request.Vocabulary));
        return tokenizer;
    }

    private static IEnumerable<string> Texts(IReadOnlyList<string> files)
    {
        var characters = 0L;
        foreach (var text in DataFiles.Read(files).SelectMany(read => TextsOf(read.Example)))
        {
            characters += text.Length;
            if (characters > MostCharacters)
            {
                yield break;
            }
            yield return text;
        }
    }

    private static IEnumerable<string> TextsOf(TrainingExample example) => example switch
    {
        TrainingExample.Text text => [text.Content],
        TrainingExample.Completion pair => [pair.Prompt, pair.Answer],
        TrainingExample.Conversation talk =>
        [
            .. talk.Messages.SelectMany(message => new[] { message!["content"]!.GetValue<string>(), message["tool_calls"]?.ToJsonString() ?? "" }),
            talk.Tools?.ToJsonString() ?? "",
        ],
        _ => [],
    };
}
