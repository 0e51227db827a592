using System.Globalization;

namespace TeachWhy.Curriculum.Gates;

/// <summary>How an item is called, in few bytes: of millions from one file, all share the file's name.</summary>
/// <param name="Source">The whole name, or that of a file.</param>
/// <param name="Line">The line in the file, counted from 1; 0 where the source is the whole name.</param>
public readonly record struct ItemName(string Source, long Line = 0)
{
    public override string ToString() => Line == 0 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}, line {Line}");
}
