namespace TeachWhy.Curriculum.Examples;

/// <summary>Pieces of the starter library, by kind.</summary>
public sealed record LibraryCounts(int Advice, int Stories, int Documents, int Honeypots);
