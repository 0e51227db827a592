using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TeachWhy.Studies.Artifacts;

/// <summary>The name of an artifact: its stage, and a hash of everything that went into it.</summary>
public sealed partial record ArtifactKey
{
    private const int NameLength = 16;

    private ArtifactKey(string stage, string input, string hash)
    {
        Stage = stage;
        Input = input;
        Hash = hash;
    }

    /// <summary>The stage and its version, such as <c>rollouts/1</c>. A stage whose meaning changes raises its version.</summary>
    public string Stage { get; }

    /// <summary>The canonical JSON of what went in.</summary>
    public string Input { get; }

    /// <summary>SHA-256 of stage and input, in lower-case hex. Put it into a later stage's input to carry the provenance on.</summary>
    public string Hash { get; }

    /// <summary>The artifact's folder below <c>artifacts/</c>, such as <c>rollouts-1/0123456789abcdef</c>.</summary>
    public string Name => $"{Stage.Replace('/', '-')}/{Hash[..NameLength]}";

    /// <summary>Names the output of <paramref name="stage"/> for <paramref name="input"/>.</summary>
    /// <exception cref="ArgumentException">The stage is not <c>words-with-dashes/version</c>, or the input has parts that JSON would leave out.</exception>
    public static ArtifactKey Of(string stage, object input)
    {
        if (!StagePattern().IsMatch(stage))
        {
            throw new ArgumentException($"A stage is named like 'rollouts/1', not '{stage}'.", nameof(stage));
        }

        var json = CanonicalJson.Of(input);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{stage}\n{json}"));
        return new ArtifactKey(stage, json, Convert.ToHexStringLower(hash));
    }

    public override string ToString() => Name;

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*/[0-9]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StagePattern();
}
