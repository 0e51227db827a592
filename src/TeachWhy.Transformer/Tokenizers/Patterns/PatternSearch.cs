using System.Numerics;

namespace TeachWhy.Transformer;

/// <summary>
/// The matches of a pattern in a text, one after the other: at each place the first alternative that matches, as a
/// backtracking matcher finds it. Its steps are counted, so that no pattern takes longer than a multiple of the text.
/// </summary>
internal sealed class PatternSearch
{
    private const long StepsPerCharacter = 500;
    private const long StepsAtLeast = 2000;
    private const int NoMatch = -1;

    private readonly PatternStep[] _steps;
    private readonly string _pattern;
    private readonly string _text;
    private readonly int _start;
    private readonly int _end;
    private int _next;
    private int _lastEnd = NoMatch;
    private long _stepsLeft;
    private Frame[] _frames = new Frame[32];
    private int _frameCount;

    public PatternSearch(PatternStep[] steps, string pattern, string text, int start, int end)
    {
        (_steps, _pattern, _text, _start, _end, _next) = (steps, pattern, text, start, end, start);
        _stepsLeft = StepsAtLeast + (StepsPerCharacter * (end - start));
    }

    /// <summary>Where a failed try goes on. Floor: how far a run may give back code points; none when below zero.</summary>
    private readonly record struct Frame(int Step, int Position, int Floor);

    /// <exception cref="InvalidDataException">The pattern takes too many steps on this text.</exception>
    public bool Next(out int start, out int end)
    {
        while (_next <= _end)
        {
            (start, end) = Find(_next);
            if (start == NoMatch)
            {
                break;
            }

            // An empty match right behind the last match is none.
            if (start == end && end == _lastEnd)
            {
                _next = end < _end ? end + Width(end) : end + 1;
                continue;
            }
            (_next, _lastEnd) = (end, end);
            return true;
        }
        (start, end, _next) = (NoMatch, NoMatch, _end + 1);
        return false;
    }

    private (int Start, int End) Find(int from)
    {
        for (var start = from; start <= _end; start += start < _end ? Width(start) : 1)
        {
            var end = Match(0, start);
            if (end != NoMatch)
            {
                return (start, end);
            }
        }
        return (NoMatch, NoMatch);
    }

    /// <summary>The end of the match that begins with a step at a position.</summary>
    private int Match(int at, int position)
    {
        var bottom = _frameCount;
        while (true)
        {
            Spend(1);
            var step = _steps[at];
            var matches = true;
            switch (step.Action)
            {
                case PatternAction.One:
                    matches = position < _end && step.Set!.Contains(Point(position));
                    position += matches ? Width(position) : 0;
                    at++;
                    break;
                case PatternAction.Run or PatternAction.FirmRun:
                    matches = Run(step, at + 1, ref position);
                    at++;
                    break;
                case PatternAction.Choice:
                    matches = Choose(step, position, ref at);
                    break;
                case PatternAction.Jump:
                    at = step.Targets![0];
                    break;
                case PatternAction.LookAhead or PatternAction.LookAheadNegative:
                    matches = Match(at + 1, position) != NoMatch == (step.Action == PatternAction.LookAhead);
                    at = step.Targets![0];
                    break;
                case PatternAction.Atomic:
                    var end = Match(at + 1, position);
                    matches = end != NoMatch;
                    position = end;
                    at = step.Targets![0];
                    break;
                case PatternAction.Anchor:
                    matches = Holds(step.Place, position);
                    at++;
                    break;
                default:
                    _frameCount = bottom;
                    return position;
            }
            if (!matches && !TakeBack(bottom, ref at, ref position))
            {
                return NoMatch;
            }
        }
    }

    private bool Run(PatternStep step, int after, ref int position)
    {
        var (set, count, floor, reached) = (step.Set!, 0, position, position);
        while (count < step.Most && reached < _end && set.Contains(Point(reached)))
        {
            reached += Width(reached);
            count++;
            floor = count <= step.Least ? reached : floor;
        }
        Spend(count);
        position = reached;
        if (count < step.Least)
        {
            return false;
        }
        if (step.Action == PatternAction.Run && reached > floor)
        {
            Push(new Frame(after, reached, floor));
        }
        return true;
    }

    private bool Choose(PatternStep step, int position, ref int at)
    {
        var targets = step.Targets!;
        if (step.Openings is not { } openings || position == _end || _text[position] >= openings.Length)
        {
            for (var target = targets.Length - 1; target > 0; target--)
            {
                Push(new Frame(targets[target], position, NoMatch));
            }
            at = targets[0];
            return true;
        }
        var possible = openings[_text[position]];
        if (possible == 0)
        {
            return false;
        }
        var first = BitOperations.TrailingZeroCount(possible);
        for (possible &= possible - 1; possible != 0;)
        {
            // The last is pushed first, so that the earlier alternative is tried first.
            var last = BitOperations.Log2(possible);
            Push(new Frame(targets[last], position, NoMatch));
            possible &= ~(1ul << last);
        }
        at = targets[first];
        return true;
    }

    private bool TakeBack(int bottom, ref int at, ref int position)
    {
        if (_frameCount == bottom)
        {
            return false;
        }
        var frame = _frames[--_frameCount];
        (at, position) = (frame.Step, frame.Position);
        if (frame.Floor >= 0)
        {
            position -= position - 2 >= _start && char.IsSurrogatePair(_text[position - 2], _text[position - 1]) ? 2 : 1;
            if (position > frame.Floor)
            {
                Push(frame with { Position = position });
            }
        }
        return true;
    }

    private void Push(Frame frame)
    {
        if (_frameCount == _frames.Length)
        {
            Array.Resize(ref _frames, _frames.Length * 2);
        }
        _frames[_frameCount++] = frame;
    }

    private bool Holds(PatternAnchor place, int position) => place switch
    {
        PatternAnchor.TextStart => position == _start,
        PatternAnchor.TextEnd => position == _end,
        PatternAnchor.LineStart => position == _start || (position < _end && _text[position - 1] == '\n'),
        _ => position == _end || _text[position] == '\n',
    };

    private void Spend(int steps)
    {
        _stepsLeft -= steps;
        if (_stepsLeft < 0)
        {
            throw new InvalidDataException($"The pattern {_pattern[..Math.Min(_pattern.Length, 80)]} takes more than {StepsPerCharacter} steps for each character of a text.");
        }
    }

    private int Point(int position)
    {
        var first = _text[position];
        return char.IsHighSurrogate(first) && position + 1 < _end ? char.ConvertToUtf32(first, _text[position + 1]) : first;
    }

    private int Width(int position) => char.IsHighSurrogate(_text[position]) && position + 1 < _end ? 2 : 1;
}
