using Microsoft.Win32.SafeHandles;

namespace TeachWhy.Simulation;

/// <summary>Reads a file line by line, and says where each lies; holds one line at a time.</summary>
internal sealed class JournalReader(SafeFileHandle file)
{
    private const int FirstBuffer = 1 << 18;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _filled;
    private long _offset;

    /// <summary>Where the line read last begins.</summary>
    public long LineOffset { get; private set; }

    /// <summary>Where the next line begins; at the end, where a torn one does.</summary>
    public long NextOffset => _offset + _start;

    /// <summary>The next whole line without its end; false at the end of the file, or where the rest has no end.</summary>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + searched, _filled - _start - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                LineOffset = NextOffset;
                line = _buffer.AsSpan(_start, searched + end);
                _start += searched + end + 1;
                return true;
            }

            searched = _filled - _start;
            if (!Fill())
            {
                line = default;
                return false;
            }
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
            (_offset, _filled, _start) = (_offset + _start, _filled - _start, 0);
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = RandomAccess.Read(file, _buffer.AsSpan(_filled), _offset + _filled);
        _filled += read;
        return read > 0;
    }
}
