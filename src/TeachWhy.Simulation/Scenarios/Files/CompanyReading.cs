namespace TeachWhy.Simulation;

/// <summary>What came of reading a company file.</summary>
/// <param name="File">The company; null where the file has a mistake.</param>
/// <param name="Mistakes">Every mistake, in the order of the lines.</param>
public sealed record CompanyReading(CompanyFile? File, IReadOnlyList<FileMistake> Mistakes);

/// <summary>A mistake in a file that a person wrote.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Sentence">What was given and what is allowed.</param>
public sealed record FileMistake(string FileName, int Line, string Sentence)
{
    /// <summary>Such as <c>kestrel.yaml:12: mail m03 has no 'subject'.</c></summary>
    public override string ToString() => $"{FileName}:{Line}: {Sentence}";
}
