using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TeachWhy.Simulation;

/// <summary>Reads the directory of a ZIP file. Nothing in it is believed: sizes, places and counts are held against the file's own length.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = 65535;
    private const int EntryLength = 46;
    private const long MostBytes = 1L << 30;
    private const ushort Zip64Field = 0x0001;

    /// <summary>The members in their order. Several may have one name: the last one counts.</summary>
    /// <exception cref="InvalidDataException">What is wrong, in words.</exception>
    public static List<ZipMember> Read(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var (start, size, count) = End(file, length);
        if (start < 0 || size < 0 || size > MostBytes || start > length - size || count < 0 || count > size / EntryLength)
        {
            throw new InvalidDataException("its directory lies outside of the file");
        }

        var directory = Bytes(file, start, (int)size);
        var members = new List<ZipMember>((int)count);
        var packed = 0L;
        for (var place = 0; members.Count < count;)
        {
            var member = Entry(directory, ref place);
            packed += member.Packed;
            if (member.Place > length || packed > length)
            {
                throw new InvalidDataException($"its member '{Shown(member.Name)}' lies outside of the file or within another");
            }

            members.Add(member);
        }

        return members;
    }

    /// <summary>A name from a file, fit for a sentence.</summary>
    public static string Shown(string name)
    {
        var plain = string.Concat(name.Where(letter => !char.IsControl(letter)));
        return plain.Length <= 100 ? plain : plain[..100] + "…";
    }

    public static byte[] Bytes(SafeFileHandle file, long place, int count)
    {
        var bytes = new byte[count];
        for (var done = 0; done < count;)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(done), place + done);
            done += read > 0 ? read : throw new InvalidDataException("it is cut off");
        }

        return bytes;
    }

    private static (long Start, long Size, long Count) End(SafeFileHandle file, long length)
    {
        var tail = Bytes(file, Math.Max(0, length - EndLength - LongestComment), (int)Math.Min(length, EndLength + LongestComment));
        for (var i = tail.Length - EndLength; i >= 0; i--)
        {
            if (Word(tail, i) != 0x06054b50)
            {
                continue;
            }

            var (count, size, start) = (Short(tail, i + 10), Word(tail, i + 12), Word(tail, i + 16));
            var isLarge = count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue;
            return isLarge && i >= 20 && Word(tail, i - 20) == 0x07064b50 ? Zip64End(file, Long(tail, i - 20 + 8), length) : (start, size, count);
        }

        throw new InvalidDataException("it is no ZIP archive, or it is cut off");
    }

    private static (long Start, long Size, long Count) Zip64End(SafeFileHandle file, long place, long length)
    {
        if (place < 0 || place > length - 56)
        {
            throw new InvalidDataException("its directory lies outside of the file");
        }

        var end = Bytes(file, place, 56);
        return Word(end, 0) == 0x06064b50 ? (Long(end, 48), Long(end, 40), Long(end, 32)) : throw new InvalidDataException("its directory cannot be found");
    }

    private static ZipMember Entry(byte[] directory, ref int place)
    {
        if (place > directory.Length - EntryLength || Word(directory, place) != 0x02014b50)
        {
            throw new InvalidDataException("its directory is damaged");
        }

        var (nameLength, extraLength, commentLength) = (Short(directory, place + 28), Short(directory, place + 30), Short(directory, place + 32));
        var next = place + EntryLength + nameLength + extraLength + commentLength;
        if (next > directory.Length)
        {
            throw new InvalidDataException("its directory is cut off");
        }

        var name = Encoding.UTF8.GetString(directory, place + EntryLength, nameLength);
        var extra = directory.AsSpan(place + EntryLength + nameLength, extraLength);
        long length = Word(directory, place + 24);
        long packed = Word(directory, place + 20);
        long start = Word(directory, place + 42);
        Widen(extra, ref length, ref packed, ref start);
        if (length < 0 || packed < 0 || start < 0)
        {
            throw new InvalidDataException("its directory is damaged");
        }

        var member = new ZipMember(name, Short(directory, place + 10), Short(directory, place + 8), Word(directory, place + 16), packed, length, start);
        place = next;
        return member;
    }

    // What does not fit into four bytes stands in a field of its own, in this order.
    private static void Widen(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long start)
    {
        while (extra.Length >= 4)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
            {
                return;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Zip64Field)
            {
                var field = extra.Slice(4, size);
                Take(ref length, ref field);
                Take(ref packed, ref field);
                Take(ref start, ref field);
                return;
            }

            extra = extra[(4 + size)..];
        }

        static void Take(ref long value, ref ReadOnlySpan<byte> field)
        {
            if (value == uint.MaxValue && field.Length >= 8)
            {
                value = BinaryPrimitives.ReadInt64LittleEndian(field);
                field = field[8..];
            }
        }
    }

    private static ushort Short(byte[] bytes, int place) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(place));

    private static uint Word(byte[] bytes, int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place));

    private static long Long(byte[] bytes, int place) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(place));
}
