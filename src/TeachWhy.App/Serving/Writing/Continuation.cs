using System.Runtime.CompilerServices;
using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>A token that belongs to an answer, and where its text begins in it, in UTF-16 units.</summary>
internal readonly record struct PlacedToken(SampledToken Token, int Offset);

/// <summary>A part of an answer that stands fast.</summary>
/// <param name="Text">Whole characters; may be empty.</param>
/// <param name="Tokens">The tokens whose text begins in what has been given with this part.</param>
/// <param name="End">Why the answer ends here; null where it goes on.</param>
internal sealed record Piece(string Text, IReadOnlyList<PlacedToken> Tokens, string? End = null);

/// <summary>The text of one answer as it comes, without the stop text that ends it.</summary>
internal static class Continuation
{
    public const string Stopped = "stop";
    public const string TooLong = "length";

    /// <param name="tokenText">Knows what the text goes on from.</param>
    public static async IAsyncEnumerable<Piece> ReadAsync(
        SampleStream stream, TokenText tokenText, IReadOnlyList<string> stops, Tally tally, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (watch, held) = (new StopTexts(stops), new Queue<PlacedToken>());
        var (assembled, given) = (0, 0);
        await foreach (var token in stream.WithCancellation(cancellation))
        {
            tally.Write();
            held.Enqueue(new PlacedToken(token, assembled));
            var text = tokenText.Add(token.Token);
            assembled += text.Length;
            var certain = watch.Add(text);
            given += certain.Length;
            if (watch.Found)
            {
                yield return new Piece(certain, Released(), Stopped);

                // Who leaves the stream frees its place.
                yield break;
            }

            if (certain.Length > 0)
            {
                yield return new Piece(certain, Released());
            }
        }

        var rest = watch.Add(tokenText.Finish());
        if (!watch.Found)
        {
            rest += watch.Finish();
        }

        given = watch.Found ? given + rest.Length : int.MaxValue;
        var reason = (await stream.Completion).Reason;
        yield return new Piece(rest, Released(), watch.Found || reason == StopReason.Stop ? Stopped : TooLong);

        IReadOnlyList<PlacedToken> Released()
        {
            var released = new List<PlacedToken>();
            while (held.TryPeek(out var first) && first.Offset < given)
            {
                released.Add(held.Dequeue());
            }

            return released;
        }
    }
}
