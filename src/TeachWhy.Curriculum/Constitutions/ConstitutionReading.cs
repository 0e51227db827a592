using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Constitutions;

/// <summary>What came of reading a constitution's file.</summary>
/// <param name="Constitution">Null where the file has a mistake.</param>
/// <param name="Mistakes">Every mistake, in the order of the lines.</param>
public sealed record ConstitutionReading(Constitution? Constitution, IReadOnlyList<FileMistake> Mistakes);
