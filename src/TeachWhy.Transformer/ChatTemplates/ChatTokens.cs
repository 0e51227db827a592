namespace TeachWhy.Transformer;

/// <summary>
/// Encodes rendered text. A special token is one only where the template itself wrote all of it; what stands in messages, tools and names
/// is text, whatever it spells, even where a template writes one half of a special token and a message the other.
/// </summary>
internal sealed class ChatTokens(ITokenizer tokenizer)
{
    private readonly AddedTokenFinder? _finder = tokenizer.AddedTokens is { Count: > 0 } added ? new AddedTokenFinder([.. added.Select(token => (token.Text, token))]) : null;

    /// <summary>Adds the tokens of part of a text.</summary>
    /// <param name="specials">Of the whole text, from <see cref="FindSpecials"/>.</param>
    public void Encode(RenderedChat chat, int from, int to, IReadOnlyList<SpecialPlace> specials, List<int> tokens)
    {
        foreach (var special in specials.Where(place => place.Start >= from && place.End <= to))
        {
            EncodePlain(chat.Text[from..special.Start], tokens);
            tokens.Add(special.Token);
            from = special.End;
        }

        EncodePlain(chat.Text[from..to], tokens);
    }

    /// <summary>The special tokens that the template wrote, in order.</summary>
    public IReadOnlyList<SpecialPlace> FindSpecials(RenderedChat chat)
    {
        var places = new List<SpecialPlace>();
        foreach (var (start, end) in chat.TemplateStretches())
        {
            foreach (var (token, from, to) in _finder?.Split(chat.Text[start..end], special: true) ?? [])
            {
                if (token is { Special: true })
                {
                    places.Add(new SpecialPlace(start + from, start + to, token.Token));
                }
            }
        }

        return places;
    }

    private void EncodePlain(string text, List<int> tokens)
    {
        if (text.Length > 0)
        {
            tokens.AddRange(tokenizer.Encode(text, special: false));
        }
    }
}

/// <summary>Where a special token stands, with the white space that belongs to it.</summary>
internal readonly record struct SpecialPlace(int Start, int End, int Token);
