using TeachWhy.Chat;

namespace TeachWhy.App.Submitting;

/// <summary>What <c>teachwhy export --submit</c> is asked for, beside the export.</summary>
internal sealed record SubmitRequest
{
    /// <summary>The model that is trained.</summary>
    public required ChatModelName Base { get; init; }

    public string? Suffix { get; init; }

    public int? Epochs { get; init; }

    public int? Seed { get; init; }

    /// <summary>Whether the job is to be cancelled.</summary>
    public bool Cancel { get; init; }

    /// <summary>Whether a dataset whose making has not finished is trained on.</summary>
    public bool Incomplete { get; init; }

    public bool Yes { get; init; }

    public bool Json { get; init; }
}
