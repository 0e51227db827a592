using System.Text.Json.Nodes;
using TeachWhy.App.Serving;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Serving;

/// <summary>The messages one after the other, and calls written as <c>[name {...}]</c>.</summary>
internal sealed class PlainChat(ITokenizer tokenizer, int end) : IChatFormat
{
    public IReadOnlyList<int> StopTokens => [end];

    public IReadOnlyList<int> Encode(JsonArray messages, JsonArray tools) =>
        tokenizer.Encode(string.Concat(tools.Select(tool => tool!["function"]!["name"])) + string.Concat(messages.Select(message => message!["content"])));

    public IAnswerReader Reader(bool mayCall) => new Brackets(mayCall);

    private sealed class Brackets(bool mayCall) : IAnswerReader
    {
        private string _held = "";

        public IEnumerable<AnswerPart> Add(string text)
        {
            if (!mayCall)
            {
                return text.Length > 0 ? [new AnswerPart.Said(text)] : [];
            }

            _held += text;
            var parts = new List<AnswerPart>();
            while (_held.Length > 0)
            {
                var (open, close) = (_held.IndexOf('[', StringComparison.Ordinal), _held.IndexOf(']', StringComparison.Ordinal));
                if (open != 0)
                {
                    parts.Add(new AnswerPart.Said(open < 0 ? _held : _held[..open]));
                    _held = open < 0 ? "" : _held[open..];
                }
                else if (close < 0)
                {
                    break;
                }
                else
                {
                    var call = _held[1..close].Split(' ', 2);
                    parts.Add(new AnswerPart.Called(call[0], call[1]));
                    _held = _held[(close + 1)..];
                }
            }

            return parts;
        }

        public IEnumerable<AnswerPart> Finish() => _held.Length > 0 ? [new AnswerPart.Said(_held)] : [];
    }
}
