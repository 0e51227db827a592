using System.Security.Cryptography;
using System.Text.Json;

namespace TeachWhy.Curriculum.Constitutions;

/// <summary>The numbered sections a model should live by.</summary>
public sealed record Constitution(string Title, IReadOnlyList<Section> Sections)
{
    private static readonly JsonSerializerOptions Canonical = new();

    /// <summary>Such as <c>teachwhy</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What the text is and how to read it, in paragraphs; empty for none.</summary>
    public IReadOnlyList<string> Preamble { get; init; } = [];

    /// <summary>All of it in one paragraph that names no rule; empty for none.</summary>
    public string General { get; init; } = "";

    /// <summary>SHA-256 of what it says, in lower-case hexadecimal digits: comments and line breaks of the file make no difference.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Id, Version, Title, Preamble, General, Sections }, Canonical)));

    /// <summary>The section of that id; null where there is none.</summary>
    public Section? Find(string id) => Sections.FirstOrDefault(section => string.Equals(section.Id, id, StringComparison.Ordinal));
}

/// <summary>One section: what to do, and why.</summary>
/// <param name="Id">Such as <c>oversight</c>.</param>
/// <param name="Title">In words.</param>
/// <param name="Rules">What to do.</param>
/// <param name="Reasons">Why, in paragraphs.</param>
public sealed record Section(string Id, string Title, IReadOnlyList<string> Rules, IReadOnlyList<string> Reasons)
{
    /// <summary>Further rules, about as long as the reasons: what stands in their place where reasons are compared with rules. Empty for none.</summary>
    public IReadOnlyList<string> MoreRules { get; init; } = [];

    /// <summary>What the section could be taken for and is not.</summary>
    public IReadOnlyList<string> Not { get; init; } = [];

    /// <summary>One case, told; empty for none.</summary>
    public string Example { get; init; } = "";
}
