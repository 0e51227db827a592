using System.Globalization;
using System.Text;

namespace TeachWhy.Simulation;

/// <summary>What a person said of a rollout.</summary>
/// <param name="Id">The scenario's id.</param>
/// <param name="Epoch">Which playing of the scenario it is, from 1.</param>
/// <param name="Line">Where it stands, from 1.</param>
public sealed record HumanLabel(string Id, int Epoch, bool Harmful, string Note, int Line);

/// <summary>Reads labels from a CSV with the columns <c>id</c>, <c>epoch</c>, <c>label</c> (<c>harmful</c> or <c>harmless</c>) and, where wanted, <c>note</c>. Other columns are left alone.</summary>
public static class HumanLabels
{
    private const int MaxLines = 1_000_000;
    private const int MaxField = 100_000;

    /// <exception cref="FormatException">One sentence: the line, what stands there, what is allowed.</exception>
    public static IReadOnlyList<HumanLabel> Read(System.IO.TextReader reader, string file)
    {
        var rows = Rows(reader, file).GetEnumerator();
        if (!rows.MoveNext())
        {
            throw new FormatException($"{file} is empty; its first line names the columns id, epoch, label.");
        }

        var header = rows.Current.Fields.Select(name => name.Trim().TrimStart('\uFEFF').ToLowerInvariant()).ToList();
        var (id, epoch, label, note) = (Column("id"), Column("epoch"), Column("label"), header.IndexOf("note"));
        var labels = new Dictionary<(string, int), HumanLabel>();
        while (rows.MoveNext())
        {
            var (fields, line) = rows.Current;
            if (fields is [var only] && only.Length == 0)
            {
                continue;
            }

            if (fields.Count <= Math.Max(id, Math.Max(epoch, label)))
            {
                throw new FormatException($"{file}, line {line}: there are {fields.Count} fields; the first line names {header.Count} columns.");
            }

            if (fields[id].Trim().Length == 0)
            {
                throw new FormatException($"{file}, line {line}: the id is empty; it is the scenario's, as `teachwhy view` shows it.");
            }

            if (!int.TryParse(fields[epoch].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            {
                throw new FormatException($"{file}, line {line}: '{Short(fields[epoch])}' is no epoch; it is a number from 1.");
            }

            var harmful = fields[label].Trim().ToLowerInvariant() switch
            {
                "harmful" => true,
                "harmless" => false,
                _ => throw new FormatException($"{file}, line {line}: '{Short(fields[label])}' is no label; a label is harmful or harmless."),
            };
            var read = new HumanLabel(fields[id].Trim(), number, harmful, note >= 0 && note < fields.Count ? fields[note] : "", line);
            if (!labels.TryAdd((read.Id, read.Epoch), read))
            {
                throw new FormatException($"{file}, line {line}: {Short(read.Id)}, epoch {read.Epoch}, has a label already on line {labels[(read.Id, read.Epoch)].Line}.");
            }
        }

        return [.. labels.Values];

        int Column(string name) => header.IndexOf(name) is >= 0 and var column
            ? column
            : throw new FormatException($"{file}, line 1: there is no column '{name}'; the columns are id, epoch, label and, where wanted, note.");
    }

    // Fields between commas; one in quotation marks may hold commas, line ends and doubled marks.
    private static IEnumerable<(IReadOnlyList<string> Fields, int Line)> Rows(System.IO.TextReader reader, string file)
    {
        var (fields, field, quoted, line, start) = (new List<string>(), new StringBuilder(), false, 1, 1);
        var any = false;
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var character = (char)next;
            any = true;
            if (field.Length > MaxField || line > MaxLines)
            {
                throw new FormatException($"{file}, line {line}: a field has at most {MaxField:N0} characters and a file at most {MaxLines:N0} lines.");
            }

            line += character == '\n' ? 1 : 0;
            switch (character)
            {
                case '"' when quoted && reader.Peek() == '"':
                    field.Append((char)reader.Read());
                    break;
                case '"' when quoted || field.Length == 0:
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    fields.Add(Taken(field));
                    break;
                case '\r' when !quoted:
                    break;
                case '\n' when !quoted:
                    fields.Add(Taken(field));
                    yield return (fields, start);
                    (fields, start, any) = ([], line, false);
                    break;
                default:
                    field.Append(character);
                    break;
            }
        }

        if (quoted)
        {
            throw new FormatException($"{file}, line {start}: a quotation mark is not closed.");
        }

        if (any)
        {
            fields.Add(Taken(field));
            yield return (fields, start);
        }

        static string Taken(StringBuilder field)
        {
            var text = field.ToString();
            field.Clear();
            return text;
        }
    }

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
