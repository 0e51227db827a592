using System.Buffers.Binary;
using System.Text;

namespace TeachWhy.Simulation;

/// <summary>Writes a ZIP file from pieces that are already compressed. Equal pieces make equal bytes: members carry no clock's time.</summary>
/// <remarks>Source: PKWARE APPNOTE 6.3; ZIP64 where sizes, places or the number of members need it.</remarks>
internal sealed class ZipFileWriter(Stream stream) : IDisposable
{
    private const ushort Utf8Names = 0x0800;
    private const ushort Deflate = 8;
    private const ushort FirstOfJanuary1980 = 0x0021;
    private const ushort Zip64Field = 0x0001;

    private readonly MemoryStream _directory = new();
    private long _count;
    private long _place;

    /// <summary>Adds a member made of pieces.</summary>
    public void Add(string name, params ReadOnlySpan<DeflatedText> pieces)
    {
        var (checksum, length, packed) = (0u, 0L, (long)DeflatedText.End.Length);
        foreach (var piece in pieces)
        {
            checksum = length == 0 ? piece.Checksum : Crc32.Combine(checksum, piece.Checksum, piece.Length);
            length += piece.Length;
            packed += piece.Bytes.Length;
        }

        Begin(name, checksum, packed, length);
        foreach (var piece in pieces)
        {
            Write(piece.Bytes.Span);
        }

        Write(DeflatedText.End);
    }

    /// <summary>Adds a member whose pieces lie in a stream, one after the other.</summary>
    public void Add(string name, uint checksum, long length, Stream pieces)
    {
        Begin(name, checksum, pieces.Length + DeflatedText.End.Length, length);
        pieces.Position = 0;
        pieces.CopyTo(stream);
        _place += pieces.Length;
        Write(DeflatedText.End);
    }

    /// <summary>Writes the directory; nothing can be added afterwards.</summary>
    public void Finish()
    {
        var (start, size) = (_place, _directory.Length);
        _directory.Position = 0;
        _directory.CopyTo(stream);
        _place += size;
        if (_count >= ushort.MaxValue || start >= uint.MaxValue || size >= uint.MaxValue)
        {
            WriteZip64End(start, size);
        }

        Span<byte> end = stackalloc byte[22];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)Math.Min(_count, ushort.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)Math.Min(_count, ushort.MaxValue));
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)Math.Min(size, uint.MaxValue));
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)Math.Min(start, uint.MaxValue));
        Write(end);
    }

    public void Dispose() => _directory.Dispose();

    // The same facts stand before the member and in the directory.
    private void Begin(string name, uint checksum, long packed, long length)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var large = packed >= uint.MaxValue || length >= uint.MaxValue;
        var far = _place >= uint.MaxValue;
        byte[] facts = [.. Short(large || far ? (ushort)45 : (ushort)20), .. Short(Utf8Names), .. Short(Deflate), .. Short(0), .. Short(FirstOfJanuary1980),
            .. Word(checksum), .. Word(large ? uint.MaxValue : (uint)packed), .. Word(large ? uint.MaxValue : (uint)length), .. Short((ushort)bytes.Length)];
        byte[] sizes = large ? [.. Long(length), .. Long(packed)] : [];
        byte[] local = large ? [.. Short(Zip64Field), .. Short((ushort)sizes.Length), .. sizes] : [];
        byte[] far64 = far ? Long(_place) : [];
        byte[] central = large || far ? [.. Short(Zip64Field), .. Short((ushort)(sizes.Length + far64.Length)), .. sizes, .. far64] : [];

        _directory.Write([.. Word(0x02014b50), .. Short(45), .. facts, .. Short((ushort)central.Length), .. new byte[10],
            .. Word(far ? uint.MaxValue : (uint)_place), .. bytes, .. central]);
        _count++;
        Write([.. Word(0x04034b50), .. facts, .. Short((ushort)local.Length), .. bytes, .. local]);
    }

    private void WriteZip64End(long start, long size)
    {
        var place = _place;
        Write([.. Word(0x06064b50), .. Long(44), .. Short(45), .. Short(45), .. Word(0), .. Word(0), .. Long(_count), .. Long(_count), .. Long(size), .. Long(start)]);
        Write([.. Word(0x07064b50), .. Word(0), .. Long(place), .. Word(1)]);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _place += bytes.Length;
    }

    private static byte[] Short(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Word(uint value) => [.. Short((ushort)value), .. Short((ushort)(value >> 16))];

    private static byte[] Long(long value) => [.. Word((uint)value), .. Word((uint)(value >> 32))];
}
