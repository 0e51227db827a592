using System.Text.Json;
using TeachWhy.Curriculum.Making;

namespace TeachWhy.Curriculum.Datasets.Submissions;

/// <summary>A dataset's file on its way to a model: what was asked for, and how far it is.</summary>
public sealed record Submission
{
    /// <summary>A name that no other submission has.</summary>
    public required string Id { get; init; }

    /// <summary>The hash of the file, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file as the provider is to call it: no other content has that name.</summary>
    public required string Name { get; init; }

    /// <summary>The model that is trained, as the user names it.</summary>
    public required string Base { get; init; }

    /// <summary>Where it is trained.</summary>
    public required string Address { get; init; }

    /// <summary>What the model's name is to have in it; null for nothing.</summary>
    public string? Suffix { get; init; }

    /// <summary>How often the file is gone through; null for as often as the provider thinks right.</summary>
    public int? Epochs { get; init; }

    /// <summary>The seed of the training; null for the provider's own.</summary>
    public int? Seed { get; init; }

    /// <summary>The provider's id of the file; null until it is uploaded.</summary>
    public string? FileId { get; init; }

    /// <summary>Jobs on that file that were there before ours was asked for; null until then.</summary>
    public IReadOnlyList<string>? JobsBefore { get; init; }

    /// <summary>The provider's id of the job; null until it is started.</summary>
    public string? JobId { get; init; }

    /// <summary>How the job was when it was last looked at, in the provider's word.</summary>
    public string? Status { get; init; }

    /// <summary>The model that came of it.</summary>
    public string? Model { get; init; }

    /// <summary>In words, what is asked for otherwise than in another submission; null where nothing is.</summary>
    public string? DifferenceFrom(Submission other)
    {
        (string Name, object? Here, object? There)[] asked =
        [
            ("the file with the hash", Sha256, other.Sha256), ("--base", Base, other.Base), ("the address", Address, other.Address),
            ("--suffix", Suffix, other.Suffix), ("--epochs", Epochs, other.Epochs), ("--seed", Seed, other.Seed),
        ];
        return asked.Where(one => !Equals(one.Here, one.There)).Select(one => $"{one.Name} {Shown(one.There)} and not {Shown(one.Here)}").FirstOrDefault();

        static string Shown(object? value) => value is null ? "(none)" : JsonSerializer.Serialize(value, DataJson.Options).Trim('"');
    }
}
