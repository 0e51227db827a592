using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>Where a value lies in a JSON text.</summary>
/// <param name="Name">The member's name; empty for an item of an array.</param>
internal readonly record struct JsonExtent(string Name, long Start, long Length);

/// <summary>Finds where the members of an object, or the items of an array, lie in a JSON text that need not fit into memory. What the values are is not looked at.</summary>
internal sealed class JsonExtents
{
    private const int MostItems = 5_000_000;
    private const int LongestName = 1000;

    private readonly string? _opened;
    private readonly Action<JsonExtent> _found;
    private readonly List<byte> _name = [];
    private long _place;
    private long _start = -1;
    private long _end;
    private int _depth;
    private int _level = 1;
    private int _count;
    private bool _inString;
    private bool _escaped;
    private bool _isObject;
    private bool _named;
    private bool _ended;

    private JsonExtents(string? opened, Action<JsonExtent> found) => (_opened, _found) = (opened, found);

    /// <summary>Reads a text to its end.</summary>
    /// <param name="opened">A member whose items are reported one by one in place of itself, if it is an array; null for none.</param>
    /// <exception cref="JsonException">The text is neither object nor array, or is cut off.</exception>
    public static void Find(Stream text, string? opened, Action<JsonExtent> found)
    {
        var extents = new JsonExtents(opened, found);
        var buffer = new byte[1 << 16];
        for (int read; (read = text.Read(buffer)) > 0;)
        {
            foreach (var letter in buffer.AsSpan(0, read))
            {
                extents.Next(letter);
                extents._place++;
            }
        }

        if (!extents._ended)
        {
            throw new JsonException("it is cut off, or it is no JSON");
        }
    }

    private void Next(byte letter)
    {
        if (_inString)
        {
            NextInString(letter);
            return;
        }

        switch (letter)
        {
            case (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0xEF or 0xBB or 0xBF:
                return;
            case var _ when _ended:
                throw new JsonException("something follows its end");
            case (byte)'"':
                Begin();
                _inString = true;
                return;
            case (byte)'{' or (byte)'[':
                Open(letter);
                return;
            case (byte)'}' or (byte)']':
                Close();
                return;
            case (byte)',' when _depth == _level:
                Emit();
                return;
            case (byte)':' when _depth == 1 && _isObject:
                (_named, _start) = (true, -1);
                return;
            default:
                Begin();
                _end = _place + 1;
                return;
        }
    }

    private void NextInString(byte letter)
    {
        if (_depth == 1 && _isObject && !_named && _name.Count < LongestName && (letter != '"' || _escaped))
        {
            _name.Add(letter);
        }

        (_inString, _escaped, _end) = (letter != '"' || _escaped, letter == '\\' && !_escaped, _place + 1);
    }

    private void Open(byte letter)
    {
        if (_depth == 0)
        {
            (_depth, _isObject) = (1, letter == '{');
            return;
        }

        if (_depth == 1 && _named && letter == '[' && _opened is not null && _name.SequenceEqual(LogJson.Bytes(_opened)))
        {
            (_depth, _level) = (2, 2);
            return;
        }

        Begin();
        _depth++;
    }

    private void Close()
    {
        if (_depth == 0)
        {
            throw new JsonException("a bracket closes that none opened");
        }

        if (_depth == _level)
        {
            Emit();
        }

        _depth--;
        (_level, _ended, _end) = (Math.Max(1, Math.Min(_level, _depth)), _depth == 0, _place + 1);
    }

    private void Begin()
    {
        if (_depth == 0)
        {
            throw new JsonException("it is neither an object nor an array");
        }

        if (_depth == _level && _start < 0)
        {
            _start = _place;
        }
    }

    private void Emit()
    {
        if (_start >= 0)
        {
            _found(new(_level == 1 && _named ? System.Text.Encoding.UTF8.GetString([.. _name]) : "", _start, _end - _start));
            if (++_count > MostItems)
            {
                throw new JsonException($"it has more than {MostItems:N0} items");
            }
        }

        _start = -1;
        if (_level == 1)
        {
            _named = false;
            _name.Clear();
        }
    }
}
