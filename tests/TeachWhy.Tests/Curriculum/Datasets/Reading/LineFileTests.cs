using System.Text;
using TeachWhy.Curriculum.Datasets.Reading;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.Curriculum.Datasets.Reading;

/// <summary>Files of lines, whatever their lengths.</summary>
public sealed class LineFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Around the buffer's ends, and with and without an end of the last line.
    public static TheoryData<int[], bool> Lengths => new()
    {
        { [], false },
        { [0], true },
        { [0, 0, 5], false },
        { [5, 0, 7], true },
        { [1 << 20, 3, (1 << 20) - 1], true },
        { [(1 << 20) - 1, (1 << 20) + 1, 0, 2_500_000, 1], false },
        { [10, LineFile.LongestLine - 1, 4], true },
        { [10, LineFile.LongestLine, 4], true },
        { [LineFile.LongestLine + (3 << 20), 4], false },
    };

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_line_is_met_at_its_place_and_a_line_too_long_by_its_beginning(int[] lengths, bool ends)
    {
        var path = _folder.PathOf("lines");
        var bytes = Encoding.ASCII.GetBytes(string.Join('\n', lengths.Select((length, line) => new string((char)('a' + line), length))) + (ends ? "\n" : ""));
        File.WriteAllBytes(path, bytes);
        using var file = LineFile.Open(path);

        var met = new List<(long Offset, long Length)>();
        file.Scan((line, offset, length) =>
        {
            met.Add((offset, length));
            Assert.True(line.SequenceEqual(bytes.AsSpan((int)offset, (int)Math.Min(length, line.Length))));
            Assert.True(line.Length == length || (line.Length == LineFile.LongestLine && length > LineFile.LongestLine - 1));
        });

        Assert.Equal(lengths.Select(length => (long)length), met.Select(line => line.Length));
        Assert.All(met.Where(line => line.Length < 1000), line => Assert.Equal(bytes.AsSpan((int)line.Offset, (int)line.Length).ToArray(), file.Read(line.Offset, (int)line.Length)));
    }

    public void Dispose() => _folder.Dispose();
}
