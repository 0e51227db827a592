using TeachWhy.Curriculum.Making;

namespace TeachWhy.Curriculum.Datasets.Reading;

/// <summary>Examples of one section, or of one gate.</summary>
/// <param name="Name">Of the section or gate; empty for those that name none.</param>
public sealed record NamedCount(string Name, long Examples, long Tokens);

/// <summary>
/// The examples of a file, one a line, larger than memory: it is gone through once, when first asked, and each is read at its
/// place afterwards. The index takes 24 bytes a line. Called from many threads.
/// </summary>
public sealed class DatasetExamples : IDisposable
{
    /// <summary>Most lines that are known; what comes after is counted and not shown.</summary>
    public const int MostLines = 4_000_000;

    // Numbers of names have two bytes; whoever has more sections has no sections.
    private const int MostNames = 1_000;
    private const int LongestName = 160;

    private readonly LineFile _file;
    private readonly Lazy<Index> _index;

    private DatasetExamples(LineFile file)
    {
        _file = file;
        _index = new Lazy<Index>(Build);
    }

    /// <summary>Examples that can be read, broken lines among them.</summary>
    public int Count => _index.Value.Lines.Count;

    /// <summary>Lines after <see cref="MostLines"/>.</summary>
    public long Beyond => _index.Value.Beyond;

    /// <summary>Lines that are no JSON object, or too long.</summary>
    public long Broken => _index.Value.Broken;

    /// <summary>About how many tokens all examples have.</summary>
    public long Tokens => _index.Value.Sections.Counts.Sum(count => count.Tokens);

    /// <summary>The sections by number, counted.</summary>
    public IReadOnlyList<NamedCount> Sections => _index.Value.Sections.Counts;

    /// <summary>The gates by number, counted.</summary>
    public IReadOnlyList<NamedCount> Gates => _index.Value.Gates.Counts;

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static DatasetExamples Open(string path) => new(LineFile.Open(path));

    /// <param name="number">From 0, in the order of the file; empty lines do not count.</param>
    public LineFacts this[int number] => _index.Value.Lines[number];

    /// <summary>An example; one that cannot be read says why.</summary>
    /// <param name="number">From 0.</param>
    public DatasetItem Read(int number)
    {
        var line = this[number];
        return line.IsWhole || line.Length < LineFile.LongestLine
            ? DatasetItem.Read(_file.Read(line.Offset, line.Length))
            : DatasetItem.Broken($"The line has more than {LineFile.LongestLine >> 20} MB, which is more than is read.", _file.Read(line.Offset, DatasetItem.MostOfBroken));
    }

    public void Dispose() => _file.Dispose();

    private Index Build()
    {
        var index = new Index();
        _file.Scan((line, offset, length) =>
        {
            if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                return;
            }

            if (index.Lines.Count == MostLines)
            {
                index.Beyond++;
                return;
            }

            var whole = LineLook.TryLook(line, out var characters, out var section, out var gate) & length == line.Length;
            var tokens = DataMaking.TokensOf(characters);
            index.Broken += whole ? 0 : 1;
            index.Lines.Add(new LineFacts(
                offset, line.Length, (int)tokens, index.Sections.Add(whole ? section : null, tokens), index.Gates.Add(whole ? gate : null, tokens), whole));
        });
        return index;
    }

    private sealed class Index
    {
        public List<LineFacts> Lines { get; } = [];

        public Names Sections { get; } = new();

        public Names Gates { get; } = new();

        public long Beyond { get; set; }

        public long Broken { get; set; }
    }

    private sealed class Names
    {
        private readonly Dictionary<string, ushort> _numbers = new(StringComparer.Ordinal);

        public List<NamedCount> Counts { get; } = [];

        public ushort Add(string? given, long tokens)
        {
            var name = given is null || given.Length > LongestName ? "" : given;
            if (!_numbers.TryGetValue(name, out var number))
            {
                if (Counts.Count >= MostNames && name.Length > 0)
                {
                    return Add(null, tokens);
                }

                number = (ushort)Counts.Count;
                _numbers.Add(name, number);
                Counts.Add(new NamedCount(name, 0, 0));
            }

            Counts[number] = Counts[number] with { Examples = Counts[number].Examples + 1, Tokens = Counts[number].Tokens + tokens };
            return number;
        }
    }
}
