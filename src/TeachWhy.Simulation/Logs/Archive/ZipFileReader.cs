using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace TeachWhy.Simulation;

/// <summary>Reads members of a ZIP file by name, several at once if need be. Nothing is ever unpacked to a path.</summary>
internal sealed class ZipFileReader : IDisposable
{
    private const ushort Stored = 0;
    private const ushort Deflate = 8;
    private const ushort Zstandard = 93;
    private const ushort Encrypted = 1;
    private const int LocalLength = 30;

    /// <summary>Deflate makes of one byte at most 1032.</summary>
    private const long MostFromOneByte = 1032;

    /// <summary>A block of zstd has at least four bytes and holds at most 128 KiB.</summary>
    private const long MostFromOneZstandardByte = 1 << 15;

    private const long MostZstandard = 1L << 30;

    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, ZipMember> _members = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">What is wrong, in words.</exception>
    public ZipFileReader(string path)
    {
        _file = File.OpenHandle(path);
        try
        {
            var members = ZipDirectory.Read(_file);
            foreach (var member in members)
            {
                _members[member.Name] = member;
            }

            Names = [.. members.Select(member => member.Name).Distinct(StringComparer.Ordinal)];
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Names of the members, in the file's order.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>Unpacks a member.</summary>
    /// <param name="most">Bytes that it may have.</param>
    /// <exception cref="InvalidDataException">What is wrong, in words.</exception>
    public byte[] Read(string name, long most)
    {
        using var stream = Open(name, most, out var member);
        var text = new byte[member.Length];
        var read = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (read < text.Length || stream.ReadByte() >= 0 || Crc32.Of(text) != member.Checksum)
        {
            throw new InvalidDataException("it is damaged: its text does not agree with its length and checksum");
        }

        return text;
    }

    /// <summary>Opens a member to be read from its beginning to its end; the end is not held against the checksum.</summary>
    public Stream Open(string name, long most) => Open(name, most, out _);

    public void Dispose() => _file.Dispose();

    private Stream Open(string name, long most, out ZipMember member)
    {
        member = _members.TryGetValue(name, out var found) ? found : throw new InvalidDataException("it is missing");
        if (member.Length > most)
        {
            throw new InvalidDataException($"it says that it holds {member.Length:N0} bytes, and at most {most:N0} are read");
        }

        if (member.Length > (member.Packed + 1) * (member.Method == Zstandard ? MostFromOneZstandardByte : MostFromOneByte) || (member.Method == Stored && member.Length != member.Packed))
        {
            throw new InvalidDataException($"it says that it holds {member.Length:N0} bytes, which {member.Packed:N0} compressed ones cannot");
        }

        if ((member.Flags & Encrypted) != 0)
        {
            throw new InvalidDataException("it is encrypted, which logs are not");
        }

        var place = DataPlace(member);
        return member.Method switch
        {
            Stored => new FilePart(_file, place, member.Packed),
            Deflate => new DeflateStream(new FilePart(_file, place, member.Packed), CompressionMode.Decompress),
            Zstandard => new MemoryStream(Zstd(member, place)),
            _ => throw new InvalidDataException($"it is compressed by method {member.Method}; stored (0), deflate (8) and zstd (93) are read"),
        };
    }

    private byte[] Zstd(ZipMember member, long place)
    {
        if (Math.Max(member.Length, member.Packed) > MostZstandard)
        {
            throw new InvalidDataException($"it holds {member.Length:N0} bytes packed by zstd, of which at most {MostZstandard:N0} are read");
        }

        var text = new byte[member.Length];
        ZstandardText.Decode(ZipDirectory.Bytes(_file, place, (int)member.Packed), text);
        return text;
    }

    // Between the directory's place and the data stand the name and fields, whose lengths only the member itself tells.
    private long DataPlace(ZipMember member)
    {
        var local = ZipDirectory.Bytes(_file, member.Place, LocalLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != 0x04034b50)
        {
            throw new InvalidDataException("it is not where the directory says");
        }

        return member.Place + LocalLength + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(28));
    }
}
