using System.Text;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Tests.Curriculum.Datasets;

public sealed class DatasetLinesTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("a\nbb\nccc", "a", "bb", "ccc")]
    [InlineData("a\r\nbb\r\n", "a", "bb")]
    [InlineData("a\n\nb\n", "a", "", "b")]
    [InlineData("é\n", "é")]
    public void Lines_are_found_by_their_numbers_in_any_order(string text, params string[] lines)
    {
        File.WriteAllText(_path, text);
        using var read = DatasetLines.Open(_path, "data.jsonl");
        Assert.Equal(lines.Length, read.Count);
        Assert.Equal(lines.Reverse(), Enumerable.Range(0, read.Count).Reverse().Select(number => Encoding.UTF8.GetString(read.Line(number))));
    }

    [Fact]
    public void Lines_longer_than_a_block_are_whole()
    {
        string[] lines = [.. Enumerable.Range(0, 5).Select(number => new string((char)('a' + number), (900 << 10) + number))];
        File.WriteAllLines(_path, lines);
        using var read = DatasetLines.Open(_path, "data.jsonl");
        Assert.Equal(lines, Enumerable.Range(0, read.Count).Select(number => Encoding.UTF8.GetString(read.Line(number))));
    }

    [Fact]
    public void What_is_empty_or_packed_is_refused_in_a_sentence()
    {
        File.WriteAllText(_path, "");
        Assert.Equal("data.jsonl is empty.", Assert.Throws<InvalidDataException>(() => DatasetLines.Open(_path, "data.jsonl")).Message);
        File.WriteAllBytes(_path, [0x1F, 0x8B, 8]);
        Assert.Contains("packed by gzip", Assert.Throws<InvalidDataException>(() => DatasetLines.Open(_path, "data.jsonl")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_short_meanwhile_is_an_error_and_not_zeros()
    {
        File.WriteAllText(_path, "first\nsecond\n");
        using var read = DatasetLines.Open(_path, "data.jsonl");
        using (var cut = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            cut.SetLength(8);
        }

        Assert.Throws<InvalidDataException>(() => read.Line(1));
    }
}
