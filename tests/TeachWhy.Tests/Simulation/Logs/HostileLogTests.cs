using System.Buffers.Binary;
using System.IO.Compression;

using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Logs;

/// <summary>Logs that were damaged, or made to do damage: each is read, or refused in one sentence that names the file.</summary>
public sealed class HostileLogTests : IDisposable
{
    private const int Mutations = 2000;

    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "it is neither" },
        { "[", "no member 'eval'" },
        { "{", "cut off" },
        { "{\"eval\"", "cut off" },
        { "{\"eval\":1}", "no object 'eval'" },
        { "{\"eval\":{},\"samples\":[1]}", "a sample has no 'id'" },
        { "{\"eval\":{},\"samples\":[{\"id\":\"a\",\"epoch\":-1}]}", "a sample has no 'epoch'" },
        { "{\"eval\":{},\"samples\":[{\"id\":\"a\",\"epoch\":1,\"metadata\":{\"teachwhy\":{\"judgment\":{\"verdict\":\"guilty\"}}}}]}", "not as a log has it" },
        { "{\"eval\":{},\"samples\":[{\"id\":\"a\",\"epoch\":1,\"metadata\":{\"teachwhy\":{\"end\":\"never\"}}}]}", "not as a log has it" },
        { "{\"eval\":{\"metadata\":{\"teachwhy\":{\"settings\":{}}}}}", "not as a log has it" },
        { "{\"eval\":{},\"samples\":[{\"id\":\"a\",\"epoch\":1,\"store\":{\"teachwhy\":{\"judgment\":{\"verdict\":\"unscored\"}}}}]}", "not as a log has it" },
        { "{\"eval\":{},\"samples\":[{\"id\":\"a\",\"epoch\":1,\"store\":{\"teachwhy\":{\"judgment\":{\"verdict\":\"unscored\",\"reason\":null}}}}]}", "not as a log has it" },
        { "{\"eval\":{},\"samples\":[{\"id\":\"a\",\"epoch\":1,\"store\":{\"teachwhy\":{\"judgment\":{\"verdict\":\"unscored\",\"reason\":\"r\",\"evidence\":[null]}}}}]}", "a list or map holds null" },
        { "{\"eval\":{}} {}", "something follows its end" },
        { "{\"eval\":{}}]", "something follows its end" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_not_as_a_log_has_it_is_named(string text, string problem)
    {
        var path = Path.Combine(_folder, "wrong.json");
        File.WriteAllText(path, text == "[" ? "[]" : text);

        var failure = Assert.Throws<LogException>(() => ReadAll(path));

        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(text.Length == 0 ? "cut off" : problem, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        var path = Path.Combine(_folder, "deep.json");
        File.WriteAllText(path, "{\"eval\":{},\"samples\":[{\"id\":\"a\",\"epoch\":1,\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}]}");

        Assert.Contains("samples", Assert.Throws<LogException>(() => ReadAll(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_five_million_letters_reads_as_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("<script>\u0000\\\"é😀</script>", 250_000));
        var sample = SampleLogs.Finished("blackmail/quarry", 1, [new Turn("", text, [])], new Judgment.Harmless(Conduct.OtherWork, text));
        using var log = EvaluationLog.Open(SampleLogs.Write(_folder, [sample]));

        Assert.Equal(text, log.Read(log.Samples[0]).Messages[^1].Text);
        Assert.True(log.Samples[0].Judgment!.Reason.Length < 1100);
    }

    // Ids come from files that people share; what they name stays inside of the archive.
    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/absolute")]
    [InlineData("a/../b")]
    [InlineData("c:\\windows")]
    [InlineData("c:drive")]
    [InlineData("line\nbreak\u0000")]
    [InlineData("..")]
    [InlineData("a//b")]
    public void No_id_makes_a_member_that_could_be_taken_for_a_path(string id)
    {
        var path = SampleLogs.Write(_folder, [SampleLogs.Harmless(id)]);

        using (var archive = ZipFile.OpenRead(path))
        {
            var name = Assert.Single(archive.Entries, entry => entry.FullName.StartsWith("samples/", StringComparison.Ordinal)).FullName;
            Assert.DoesNotContain(name.Split('/'), part => part.Trim('.').Length == 0);
            Assert.DoesNotContain(name, letter => char.IsControl(letter) || letter is '\\' or ':');
        }

        using var log = EvaluationLog.Open(path);
        Assert.Equal(id, log.Read(Assert.Single(log.Samples)).Rollout!.Scenario);
    }

    [Fact]
    public void A_member_that_says_it_holds_more_than_it_can_is_refused_before_it_is_unpacked()
    {
        var path = ForeignLogs.WriteArchive(Path.Combine(_folder, "bomb.eval"));
        var bytes = File.ReadAllBytes(path);
        var entry = LastPlace(bytes, "header.json"u8) - 46;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(entry + 24), 500_000_000);
        File.WriteAllBytes(path, bytes);

        Assert.Contains("header.json: it says that it holds 500,000,000 bytes, which", Assert.Throws<LogException>(() => EvaluationLog.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_larger_than_any_log_needs_is_refused()
    {
        var path = Path.Combine(_folder, "large.eval");
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            using var member = archive.CreateEntry("header.json").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 513; i++)
            {
                member.Write(zeros);
            }
        }

        Assert.Contains("at most 536,870,912 are read", Assert.Throws<LogException>(() => EvaluationLog.Open(path)).Message, StringComparison.Ordinal);
    }

    // Members laid over each other make much out of little; together they cannot be longer than the file.
    [Fact]
    public void Members_that_lie_within_each_other_are_refused()
    {
        var path = ForeignLogs.WriteArchive(Path.Combine(_folder, "overlap.eval"));
        var bytes = File.ReadAllBytes(path);
        var entry = LastPlace(bytes, "header.json"u8) - 46;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(entry + 20), (uint)bytes.Length - 100);
        File.WriteAllBytes(path, bytes);

        Assert.Contains("lies outside of the file or within another", Assert.Throws<LogException>(() => EvaluationLog.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_of_packing_that_is_not_known_is_named()
    {
        var path = ForeignLogs.WriteArchive(Path.Combine(_folder, "bzip2.eval"));
        var bytes = File.ReadAllBytes(path);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(LastPlace(bytes, "header.json"u8) - 36), 12);
        File.WriteAllBytes(path, bytes);

        Assert.Contains("header.json: it is compressed by method 12", Assert.Throws<LogException>(() => EvaluationLog.Open(path)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Files => ["ours.eval", "theirs.eval", "theirs.json", "zstd.eval"];

    // Bytes changed, cut out, doubled or cut off, by a fixed seed: a log is read or refused, and nothing else happens.
    [Theory]
    [MemberData(nameof(Files))]
    public void Damaged_anywhere_a_log_is_read_or_refused(string name)
    {
        var whole = File.ReadAllBytes(name switch
        {
            "ours.eval" => SampleLogs.Write(_folder, [SampleLogs.Harmful("blackmail/quarry"), SampleLogs.Unscored("leaking/dairy")]),
            "theirs.eval" => ForeignLogs.WriteArchive(Path.Combine(_folder, name)),
            "theirs.json" => ForeignLogs.WriteJson(Path.Combine(_folder, name)),
            _ => ForeignLogTests.Fixture,
        });
        var (path, refused, state) = (Path.Combine(_folder, "damaged"), 0, 88172645463325252UL);
        for (var i = 0; i < Mutations / 4; i++)
        {
            File.WriteAllBytes(path, Damage(whole));
            try
            {
                ReadAll(path);
            }
            catch (LogException failure)
            {
                refused++;
                Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', failure.Message);
            }
        }

        Assert.InRange(refused, 1, Mutations);

        byte[] Damage(byte[] bytes)
        {
            var place = Next(bytes.Length);
            switch (Next(5))
            {
                case 0:
                    return bytes[..place];
                case 1:
                    return [.. bytes[..place], .. bytes[Math.Min(bytes.Length, place + 1 + Next(40))..]];
                case 2:
                    return [.. bytes[..place], .. bytes[place..Math.Min(bytes.Length, place + 1 + Next(40))], .. bytes[place..]];
                default:
                    var copy = (byte[])bytes.Clone();
                    for (var change = Next(6); change >= 0; change--)
                    {
                        // Half of the changes fall on the directory at the end, where sizes and places stand.
                        copy[Next(2) == 0 ? Next(copy.Length) : copy.Length - 1 - Next(Math.Min(copy.Length, 700))] = (byte)Next(256);
                    }

                    return copy;
            }
        }

        int Next(int below)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return (int)(state % (ulong)below);
        }
    }

    private static void ReadAll(string path)
    {
        using var log = EvaluationLog.Open(path);
        foreach (var sample in log.Samples)
        {
            log.Read(sample);
        }
    }

    private static int LastPlace(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> text) => bytes.LastIndexOf(text);
}
