namespace TeachWhy.Training;

/// <summary>One line of a file.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">UTF-8, without the line's end; valid until the next line is read.</param>
public readonly record struct JsonLine(string File, long Number, ReadOnlyMemory<byte> Text)
{
    /// <summary>Such as <c>data.jsonl, line 3</c>.</summary>
    public string Place => $"{File}, line {Number}";
}
