using System.Runtime.CompilerServices;
using TeachWhy.Chat.Local;

namespace TeachWhy.App.Serving;

/// <summary>A part of a chat's answer: something said, thought or called, or its end.</summary>
internal sealed record ChatPart(ReplyPart? Content, IReadOnlyList<PlacedToken> Tokens, string? End = null)
{
    private const string Called = "tool_calls";

    /// <summary>Takes an answer's text apart as it comes.</summary>
    /// <param name="parallel">False ends the answer behind its first call.</param>
    public static async IAsyncEnumerable<ChatPart> ReadAsync(
        IAsyncEnumerable<Piece> pieces, ReplyReader reader, bool parallel, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var held = new List<PlacedToken>();
        var called = false;
        await foreach (var piece in pieces.WithCancellation(cancellation))
        {
            held.AddRange(piece.Tokens);
            foreach (var content in piece.End is null ? reader.Add(piece.Text) : [.. reader.Add(piece.Text), .. reader.Finish()])
            {
                called |= content is ReplyPart.Called;
                yield return new ChatPart(content, Released());
                if (called && !parallel)
                {
                    yield return new ChatPart(null, [], Called);
                    yield break;
                }
            }

            if (piece.End is { } end)
            {
                yield return new ChatPart(null, Released(), called && end == Continuation.Stopped ? Called : end);
            }
        }

        // The tokens go out with the part that they complete.
        IReadOnlyList<PlacedToken> Released()
        {
            PlacedToken[] released = [.. held];
            held.Clear();
            return released;
        }
    }
}
