using System.IO.Compression;
using System.Text;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Training;

namespace TeachWhy.Tests.Training.Data;

public sealed class JsonLinesFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string[]> Endings => new()
    {
        { "a\nb\n", ["a", "b"] },
        { "a\nb", ["a", "b"] },
        { "a\r\nb\r\n", ["a\r", "b\r"] },
        { "a\nb\n\n \n", ["a", "b"] },
        { "\uFEFFa\nb\n", ["a", "b"] },
        { "", [] },
        { "\n", [] },
        { "a", ["a"] },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public void Lines_end_as_any_editor_ends_them(string text, string[] lines)
    {
        Assert.Equal(lines, Read(Write("plain.jsonl", Encoding.UTF8.GetBytes(text))));
        Assert.Equal(lines, Read(Write("packed.jsonl.gz", Packed(Encoding.UTF8.GetBytes(text)))));
    }

    // Around the size of the first buffer, where a line is moved to make room.
    [Theory]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public void A_line_of_any_length_is_read_whole(int length)
    {
        string[] lines = ["first", new string('x', length), "last"];

        Assert.Equal(lines, Read(Write("long.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', lines)))));
    }

    [Fact]
    public void Lines_are_counted_from_one()
    {
        var path = Write("a.jsonl", "x\ny\n"u8.ToArray());

        Assert.Equal([$"{path}, line 1", $"{path}, line 2"], JsonLinesFile.Read(path).Select(line => line.Place));
    }

    [Fact]
    public void An_empty_line_between_others_is_a_mistake() =>
        AssertRefused(Write("a.jsonl", "x\n\n\ny\n"u8.ToArray()), "{0}, line 2 is empty; each line must hold one example.");

    [Fact]
    public void A_file_that_is_not_there_is_named() => AssertRefused(_folder.PathOf("none.jsonl"), "There is no file {0}.");

    [Fact]
    public void A_folder_is_no_file() => AssertRefused(_folder.FullPath, "{0} is a folder; a file with one example per line is needed.");

    [Fact]
    public void A_line_longer_than_any_example_is_refused()
    {
        var path = _folder.PathOf("endless.jsonl");
        using (var file = File.Create(path))
        {
            file.SetLength(JsonLinesFile.LongestLine + (1L << 20));
        }

        AssertRefused(path, "{0}, line 1 is longer than 64 MiB, which is the most that one example may have.");
    }

    // A thousand to one, the most that gzip does: 200 MB of one line again and again.
    [Fact]
    public void A_packed_file_that_swells_as_no_text_does_is_refused()
    {
        var path = _folder.PathOf("bomb.jsonl.gz");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.SmallestSize))
        {
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"text\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}\n", 25_000)));
            for (var i = 0; i < 200; i++)
            {
                packed.Write(block);
            }
        }

        AssertRefused(path, "{0} unpacks to more than 200 times its size, which no text does; unpack it yourself if it is meant so.");
    }

    [Fact]
    public void A_packed_file_that_was_cut_or_damaged_is_never_read_as_whole()
    {
        var content = Packed(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"line {i * 7919}"))));
        for (var cut = 12; cut < content.Length; cut += 997)
        {
            Refused(Write("cut.gz", content[..cut]));
        }
        var damaged = (byte[])content.Clone();
        damaged[content.Length / 2] ^= 0x10;
        Refused(Write("damaged.gz", damaged));
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Read(string path) => [.. JsonLinesFile.Read(path).Select(line => Encoding.UTF8.GetString(line.Text.Span))];

    private static void Refused(string path) =>
        Assert.Contains(path, Assert.Throws<TrainingDataException>(() => Read(path)).Message, StringComparison.Ordinal);

    private static void AssertRefused(string path, string sentence) =>
        Assert.Equal(string.Format(sentence, path), Assert.Throws<TrainingDataException>(() => Read(path)).Message);

    private static byte[] Packed(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var packed = new GZipStream(memory, CompressionLevel.Fastest))
        {
            packed.Write(content);
        }
        return memory.ToArray();
    }

    private string Write(string name, byte[] content)
    {
        var path = _folder.PathOf(name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
