using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Authors;

/// <summary>What a recipe asks of an author: one piece of one stage.</summary>
public sealed record Commission
{
    /// <summary>The recipe's name: with the stage, it names the prompt.</summary>
    public required string Recipe { get; init; }

    /// <summary>The stage's name, such as <c>draft</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>What kind of text.</summary>
    public required PieceKind Kind { get; init; }

    /// <summary>Makes each piece different and each run the same.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Which item or which shared layer it is for, such as <c>12</c> or <c>honesty/3</c>: people who read the stages find it by this.</summary>
    public string For { get; init; } = "";

    /// <summary>The section of the constitution that the text is about; null for none.</summary>
    public string? Section { get; init; }

    /// <summary>How the recipe wants it.</summary>
    public WritingOptions Options { get; init; } = new();

    /// <summary>The texts that the prompt's slots are filled with, by their names.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the answer looks like.</summary>
    public AnswerForm Form { get; init; } = AnswerForm.Whole;

    /// <summary>The tools that the answer may call in place of words or beside them; empty for none.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Who is asked for it.</summary>
    public Role Role { get; init; } = Role.Author;

    /// <summary>The honeypot that conduct is written for; null for other kinds.</summary>
    public Scenario? Honeypot { get; init; }

    /// <summary>A name for all that the piece depends on: equal commissions of equal authors have equal keys.</summary>
    /// <param name="author">The name of who writes it.</param>
    /// <param name="prompt">The prompt's text with its slots unfilled; empty for an author without prompts.</param>
    /// <returns>32 hexadecimal digits of a SHA-256.</returns>
    public string Key(string author, string prompt)
    {
        const int Digits = 32;
        string[] parts =
        [
            author, prompt, Recipe, Stage, Kind.ToString(), Section ?? "", Options.Reasons ? "reasons" : "", Options.Opposite ? "opposite" : "", Honeypot?.Id ?? "",
            Seed.ToString(CultureInfo.InvariantCulture), .. Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).SelectMany(input => new[] { input.Key, input.Value }),
            .. Tools.Select(tool => JsonSerializer.Serialize(tool)),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)))[..Digits];
    }
}
