using System.Text;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Serving;

/// <summary>A token for each byte, and behind them a token for each piece that a test wants to hear.</summary>
internal sealed class PieceTokenizer(params IEnumerable<byte[]> pieces) : ITokenizer
{
    private readonly byte[][] _tokens = [.. Enumerable.Range(0, 256).Select(unit => new[] { (byte)unit }), .. pieces];

    public int Count => _tokens.Length;

    public IReadOnlyList<int> Encode(string text, bool special = true) => [.. Encoding.UTF8.GetBytes(text).Select(unit => (int)unit)];

    public string Decode(IEnumerable<int> tokens) => Encoding.UTF8.GetString([.. tokens.SelectMany(token => _tokens[token])]);

    public int? Find(string token) => null;

    public void Save(string folder) => throw new NotSupportedException();
}
