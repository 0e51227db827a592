using System.CommandLine;
using TeachWhy.App.Parsing;
using TeachWhy.App.Submitting;
using TeachWhy.Chat;

namespace TeachWhy.App.Commands;

/// <summary>The options of <c>teachwhy export --submit</c>, and the request they make.</summary>
internal sealed class SubmitOptions
{
    private const int LongestSuffix = 64;

    private readonly Option<bool> _submit = Values.Flag("--submit", "With openai: upload the file, start the training and follow it to its end; stop it and run it again to go on.");
    private readonly Option<string?> _suffix = Values.Text("--suffix", $"With --submit: what the model's name is to have in it, up to {LongestSuffix} characters.", "NAME");
    private readonly Option<int?> _epochs = Values.Number("--epochs", "With --submit: how often the data is gone through [default: the provider's choice].", 1, 50);
    private readonly Option<int?> _seed = Values.Number("--seed", "With --submit: the seed of the training [default: the provider's choice].", 0, int.MaxValue);
    private readonly Option<bool> _cancel = Values.Flag("--cancel", "With --submit: cancel the job that an earlier --submit started.");
    private readonly Option<bool> _incomplete = Values.Flag("--incomplete", "With --submit: train on a dataset though its making has not finished.");
    private readonly Option<bool> _yes = Values.Flag("--yes", "With --submit: go on without asking, whatever it costs.");
    private readonly Option<bool> _json = Values.Flag("--json", "With --submit: write one JSON object per event to standard output, and nothing else.");

    public IEnumerable<Option> All => [_submit, _suffix, _epochs, _seed, _cancel, _incomplete, _yes, _json];

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_submit);

    /// <summary>An option that means something with <c>--submit</c> only, and was given without; null for none.</summary>
    public string? GivenInVain(ParseResult parsed) => IsGiven(parsed) ? null
        : All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <param name="baseModel">As it was given.</param>
    /// <exception cref="Mistake">Something is missing, or cannot be.</exception>
    public SubmitRequest Read(ParseResult parsed, string? baseModel) => new()
    {
        Base = BaseOf(baseModel),
        Suffix = SuffixOf(parsed.GetValue(_suffix)),
        Epochs = parsed.GetValue(_epochs),
        Seed = parsed.GetValue(_seed),
        Cancel = parsed.GetValue(_cancel),
        Incomplete = parsed.GetValue(_incomplete),
        Yes = parsed.GetValue(_yes),
        Json = parsed.GetValue(_json),
    };

    private static ChatModelName BaseOf(string? given)
    {
        var name = ModelValues.Model(given ?? throw new Mistake("--base is missing: with --submit it must name the model to train, such as openai/gpt-4.1-mini-2025-04-14."), "--base");
        return name.Provider is ChatProvider.OpenAi or ChatProvider.OpenAiCompatible ? name
            : throw new Mistake($"--base cannot be '{given}': with --submit it must be openai/NAME or openai:BASE_URL/NAME.");
    }

    private static string? SuffixOf(string? given) => given is null || (given.Length is > 0 and <= LongestSuffix && given.All(letter => letter is > ' ' and <= '~')) ? given
        : throw new Mistake($"--suffix cannot be '{given}': it must be 1 to {LongestSuffix} letters, digits and marks of ASCII, without spaces.");
}
