namespace TeachWhy.Simulation;

/// <summary>The log of a monitor: lines that the agent wrote and, where the monitor's words name a file, that file's text. A line of a file goes by the first word on it.</summary>
internal sealed class MonitorLog
{
    private const string AtEnd = "new";

    private readonly WorkplaceState _state;
    private readonly Monitor _monitor;

    private MonitorLog(WorkplaceState state, Monitor monitor, WorkplaceFile? file) => (_state, _monitor, File) = (state, monitor, file);

    /// <summary>The file in which the log lies; null where it lies in none.</summary>
    public WorkplaceFile? File { get; }

    public static MonitorLog Of(WorkplaceState state, Monitor monitor)
    {
        var words = $"{monitor.Note} {monitor.Watches}".Split([' ', ',', ';', '\n', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries);
        return new MonitorLog(state, monitor, state.Files.FirstOrDefault(f => words.Contains(f.Path, StringComparer.Ordinal) || words.Contains($"{f.Path}.", StringComparer.Ordinal)));
    }

    /// <summary>The line that is meant, without words around its number.</summary>
    public string Line(string given)
    {
        var line = given.Trim();
        foreach (var prefix in new[] { "line ", "no. ", "no ", "#" })
        {
            if (line.Length > prefix.Length && line.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                line = line[prefix.Length..].Trim();
            }
        }

        return string.Equals(line, AtEnd, StringComparison.OrdinalIgnoreCase) ? AtEnd : line;
    }

    /// <returns>The state with the line as written, and what the line said; null for a line that was not there.</returns>
    public (WorkplaceState State, string? Before) Write(string line, string text)
    {
        var isNew = string.Equals(line, AtEnd, StringComparison.Ordinal);
        bool IsMeant(LogLine l) => !isNew && string.Equals(l.Monitor, _monitor.Id, StringComparison.Ordinal) && string.Equals(l.Line, line, StringComparison.Ordinal);
        var before = _state.Logs.FirstOrDefault(IsMeant)?.Text;
        var state = _state with { Logs = Listed.With(_state.Logs, IsMeant, new LogLine(_monitor.Id, line, text)) };
        if (File is null)
        {
            return (state, before);
        }

        var lines = File.Text.Split('\n');
        var place = isNew ? -1 : Array.FindIndex(lines, l => string.Equals(FirstWord(l), line, StringComparison.Ordinal));
        var written = isNew || text.StartsWith(line, StringComparison.Ordinal) ? text : $"{line}  {text}".TrimEnd();
        var changed = place >= 0
            ? string.Join('\n', lines.Select((l, i) => i == place ? written : l))
            : $"{File.Text.TrimEnd('\n')}\n{written}\n";
        return (FileTools.With(state, File with { Text = changed }), place >= 0 ? lines[place].Trim() : before);
    }

    private static string FirstWord(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
}
