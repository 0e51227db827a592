using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using TeachWhy.Curriculum.Journals;

namespace TeachWhy.Curriculum.Datasets.Reading;

/// <summary>
/// The pieces of a stage, as the journal keeps them, found by what they were made for. Read beside a run that is writing them;
/// the run is not held up, and a line that is still being written is not a piece yet. Called from many threads.
/// </summary>
public sealed class StagePieces : IDisposable
{
    /// <summary>Most pieces that are known.</summary>
    public const int MostPieces = 4_000_000;

    private readonly LineFile _file;
    private readonly Lazy<Index> _index;

    private StagePieces(string stage, LineFile file)
    {
        (Stage, _file) = (stage, file);
        _index = new Lazy<Index>(Build);
    }

    /// <summary>The stage's name.</summary>
    public string Stage { get; }

    /// <summary>Pieces, those that nobody could use among them.</summary>
    public int Count => _index.Value.Places.Count;

    /// <summary>Of those, the ones that came to nothing.</summary>
    public int Unusable => _index.Value.Unusable;

    /// <summary>Lines that are torn or damaged.</summary>
    public long Damaged => _index.Value.Damaged;

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static StagePieces Open(string path) => new(Path.GetFileNameWithoutExtension(path), LineFile.Open(path));

    /// <summary>A piece; null where the file was changed under the index.</summary>
    /// <param name="number">From 0, in the order in which they were finished.</param>
    public StageLine? Read(int number)
    {
        var (offset, length) = _index.Value.Places[number];
        return StageLine.Read(_file.Read(offset, length));
    }

    /// <summary>The numbers of the pieces that were made for an item or a layer, in the order in which they were finished.</summary>
    /// <param name="name">See <see cref="StageLine.For"/>.</param>
    public IReadOnlyList<int> For(string name)
    {
        var (hash, index) = (HashOf(Encoding.UTF8.GetBytes(name)), _index.Value);
        var found = CollectionsMarshal.AsSpan(index.ByName).BinarySearch((hash, -1));
        var numbers = new List<int>();
        for (var i = ~found; i < index.ByName.Count && index.ByName[i].Hash == hash; i++)
        {
            // Two names may share a hash.
            if (Read(index.ByName[i].Number) is { } line && string.Equals(line.For, name, StringComparison.Ordinal))
            {
                numbers.Add(index.ByName[i].Number);
            }
        }

        return numbers;
    }

    public void Dispose() => _file.Dispose();

    private Index Build()
    {
        var index = new Index();
        _file.Scan((line, offset, length) =>
        {
            if (length != line.Length || index.Places.Count == MostPieces || !TryLook(line, out var name, out var usable))
            {
                index.Damaged += line.Length > 0 ? 1 : 0;
                return;
            }

            index.ByName.Add((name, index.Places.Count));
            index.Places.Add((offset, line.Length));
            index.Unusable += usable ? 0 : 1;
        });
        index.ByName.Sort();
        return index;
    }

    // Whether the line is whole is told by its checksum when it is read: here it would cost more than all the rest.
    private static bool TryLook(ReadOnlySpan<byte> line, out ulong name, out bool usable)
    {
        (name, usable) = (HashOf([]), true);
        var reader = new Utf8JsonReader(line);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            var summed = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isFor = reader.ValueTextEquals("for"u8);
                usable &= !reader.ValueTextEquals("fault"u8);
                summed |= reader.ValueTextEquals("sum"u8);
                reader.Read();
                if (isFor && reader.TokenType == JsonTokenType.String)
                {
                    name = HashOf(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan);
                }
                else
                {
                    reader.Skip();
                }
            }

            return summed && reader.TokenType == JsonTokenType.EndObject;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // FNV-1a.
    private static ulong HashOf(ReadOnlySpan<byte> name)
    {
        var hash = 14695981039346656037UL;
        foreach (var one in name)
        {
            hash = (hash ^ one) * 1099511628211UL;
        }

        return hash;
    }

    private sealed class Index
    {
        public List<(long Offset, int Length)> Places { get; } = [];

        public List<(ulong Hash, int Number)> ByName { get; } = [];

        public int Unusable { get; set; }

        public long Damaged { get; set; }
    }
}
