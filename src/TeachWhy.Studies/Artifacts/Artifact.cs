namespace TeachWhy.Studies.Artifacts;

/// <summary>A finished artifact: a folder whose files are whole.</summary>
/// <param name="Key">What it is.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Reused">True where it had been finished before it was asked for.</param>
public sealed record Artifact(ArtifactKey Key, string Folder, bool Reused)
{
    /// <summary>Provenance for the input of later stages.</summary>
    public string Hash => Key.Hash;

    /// <summary>The path of one of its files.</summary>
    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Reads a file that <see cref="ArtifactDraft.WriteJsonAsync"/> wrote.</summary>
    public Task<T> ReadJsonAsync<T>(string file, CancellationToken cancellation) =>
        ArtifactJson.ReadAsync<T>(PathOf(file), cancellation);

    /// <summary>Reads a file that <see cref="ArtifactDraft.WriteLinesAsync"/> wrote.</summary>
    public Task<IReadOnlyList<T>> ReadLinesAsync<T>(string file, CancellationToken cancellation) =>
        JsonLines.ReadAsync<T>(PathOf(file), cancellation);
}
