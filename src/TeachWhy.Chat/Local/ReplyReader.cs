using System.Text;

namespace TeachWhy.Chat.Local;

/// <summary>
/// Takes a reply's text apart as it comes: what is said, thought and called. Nothing is given out that may still turn out to be the
/// beginning of a mark, and white space beside a mark is the mark's.
/// </summary>
/// <param name="form">How the model writes.</param>
/// <param name="mayCall">Without tools at hand nothing is a call.</param>
public sealed class ReplyReader(ReplyForm form, bool mayCall)
{
    private readonly CallForm _calls = mayCall ? form.Calls : CallForm.None;
    private readonly List<ReplyPart> _parts = [];
    private string _open = "";
    private string _blank = "";
    private State _state = form.BeginsInThought || (mayCall && form.Calls == CallForm.Words) ? State.Thought : State.Answer;
    private string _mark = "";

    /// <summary>Nothing has been given out since the last mark or call.</summary>
    private bool _isFresh = true;

    /// <summary>As above, and there was such a mark: white space here is its own.</summary>
    private bool _isBehindMark = form.BeginsInThought;

    private enum State
    {
        Answer,
        Thought,
        Call,

        /// <summary>Behind all that counts.</summary>
        Over,
    }

    /// <summary>The parts that more text completes.</summary>
    public IReadOnlyList<ReplyPart> Add(string text)
    {
        _open += text;
        while (Step())
        {
        }

        return Taken();
    }

    /// <summary>The parts that were waiting for more. The reader is done then.</summary>
    public IReadOnlyList<ReplyPart> Finish()
    {
        while (Step())
        {
        }

        while (_state == State.Call)
        {
            FinishCall();
            while (Step())
            {
            }
        }

        if (_state != State.Over)
        {
            Give(_open);
            if (_state == State.Answer && _blank.Length > 0)
            {
                _parts.Add(new ReplyPart.Said(_blank));
            }
        }

        (_open, _blank) = ("", "");
        return Taken();
    }

    /// <returns>Whether something was found, so that it is worth looking again.</returns>
    private bool Step() => _state switch
    {
        State.Answer => StepAnswer(),
        State.Thought => StepThought(),
        State.Call => StepCall(),
        _ => false,
    };

    private bool StepAnswer()
    {
        // JSON is a call only where a reply, or the next of its calls, begins.
        if (_calls == CallForm.Json && _isFresh)
        {
            var start = _open.AsSpan().IndexOfAnyExcept(" \t\r\n;,");
            if (start < 0)
            {
                return false;
            }

            if (_open[start] == '{')
            {
                return Enter(State.Call, "", start);
            }
        }

        string[] marks = [.. form.Thinks ? [ReplyForm.ThoughtOpen] : (string[])[], .. Opening()];
        if (FindFirst(marks) is not { } found)
        {
            GiveSafe(marks);
            return false;
        }

        Give(_open[..found.At]);
        return Enter(found.Mark == ReplyForm.ThoughtOpen ? State.Thought : State.Call, found.Mark, found.At + found.Mark.Length);
    }

    private bool StepThought()
    {
        string[] marks = _calls == CallForm.Words ? [CallText.WordsOpen] : [ReplyForm.ThoughtClose];
        if (FindFirst(marks) is not { } found)
        {
            GiveSafe(marks);
            return false;
        }

        Give(_open[..found.At]);
        return Enter(_calls == CallForm.Words ? State.Call : State.Answer, found.Mark, found.At + found.Mark.Length);
    }

    private bool StepCall()
    {
        switch (_calls)
        {
            case CallForm.Words:
                var stop = _open.IndexOf(CallText.WordsClose, StringComparison.Ordinal);
                if (stop >= 0)
                {
                    _parts.Add(CallText.FromWords(_open[..stop]));
                    return Enter(State.Over, "", _open.Length);
                }

                return false;
            case CallForm.Json:
                return CallText.EndOfObject(_open) is { } end && (_mark.Length == 0 || _open.AsSpan().TrimStart().StartsWith("{")) && TakeCall(_open[..end], "", end);
            default:
                for (var close = 0; (close = _open.IndexOf(CallText.TagClose, close, StringComparison.Ordinal)) >= 0; close++)
                {
                    if (!CallText.EndsInQuotes(_open.AsSpan(0, close)))
                    {
                        return TakeCall(_open[..close], CallText.TagClose, close + CallText.TagClose.Length);
                    }
                }

                return false;
        }
    }

    private void FinishCall()
    {
        if (_calls == CallForm.Words)
        {
            _parts.Add(CallText.FromWords(_open));
            _state = State.Over;
        }
        else if (_calls == CallForm.Tagged && _open.IndexOf(CallText.TagClose, StringComparison.Ordinal) is var close and >= 0)
        {
            // The quotes around it never ended: it is a mark after all.
            TakeCall(_open[..close], CallText.TagClose, close + CallText.TagClose.Length);
        }
        else
        {
            TakeCall(_open, "", _open.Length);
        }
    }

    private bool TakeCall(string text, string closing, int length)
    {
        if (CallText.FromJson(text) is { } call)
        {
            _parts.Add(call);
            return Enter(State.Answer, "", length);
        }

        var isBroken = _mark.Length > 0 || text.Contains("\"name\"", StringComparison.Ordinal);
        _parts.Add(new ReplyPart.Said(_mark + text + closing, isBroken));
        (_isFresh, _isBehindMark) = (false, false);
        _state = State.Answer;
        _open = _open[length..];
        return true;
    }

    private bool Enter(State state, string mark, int taken)
    {
        (_state, _mark, _blank) = (state, mark, "");
        (_isFresh, _isBehindMark) = (true, true);
        _open = _open[taken..];
        return true;
    }

    private string[] Opening() => _calls switch
    {
        CallForm.Tagged => [CallText.TagOpen],
        CallForm.Json => [CallText.PythonTag],
        _ => [],
    };

    private (int At, string Mark)? FindFirst(string[] marks)
    {
        (int At, string Mark)? first = null;
        foreach (var mark in marks)
        {
            var at = _open.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0 && (first is null || at < first.Value.At))
            {
                first = (at, mark);
            }
        }

        return first;
    }

    /// <summary>Gives out what cannot become the beginning of a mark.</summary>
    private void GiveSafe(string[] marks)
    {
        var keep = 0;
        foreach (var mark in marks)
        {
            for (var length = Math.Min(mark.Length - 1, _open.Length); length > keep; length--)
            {
                if (_open.EndsWith(mark[..length], StringComparison.Ordinal))
                {
                    keep = length;
                }
            }
        }

        var safe = _open[..^keep];
        _open = _open[^keep..];
        Give(safe);
    }

    /// <summary>Gives out text, but for white space at its end, which may turn out to stand before a mark.</summary>
    private void Give(string text)
    {
        text = _isBehindMark ? text.TrimStart() : _blank + text;
        var said = text.TrimEnd();
        _blank = text[said.Length..];
        if (said.Length > 0)
        {
            (_isFresh, _isBehindMark) = (false, false);
            _parts.Add(_state == State.Thought ? new ReplyPart.Thought(said) : new ReplyPart.Said(said));
        }
    }

    private ReplyPart[] Taken()
    {
        ReplyPart[] parts = [.. _parts];
        _parts.Clear();
        return parts;
    }
}
