using System.Text;
using TeachWhy.App.Serving;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Serving;

/// <summary>
/// A real model that recites: behind a prompt's last byte it says the pieces that a test gave for that byte, one token
/// each, and then its end token. What comes next depends on the last token alone.
/// </summary>
internal sealed class Recital : IDisposable
{
    private const float Certain = 60f;

    private readonly TransformerModel _model;

    /// <param name="scripts">Per last letter of a prompt: the pieces that follow.</param>
    public Recital(params (char Cue, byte[][] Pieces)[] scripts)
    {
        var pieces = scripts.SelectMany(script => script.Pieces).ToList();
        Tokenizer = new PieceTokenizer(pieces.Append([]));
        End = Tokenizer.Count - 1;
        var channels = (Tokenizer.Count + 7) / 8 * 8;
        _model = new TransformerModel(new TransformerShape
        {
            Vocabulary = Tokenizer.Count, Channels = channels, Layers = 1, Heads = 1, KeyValueHeads = 1, Hidden = 8, Context = 256, TiedHead = false,
        });
        Fill(scripts);
    }

    public PieceTokenizer Tokenizer { get; }

    /// <summary>The token that ends an answer.</summary>
    public int End { get; }

    public static byte[][] Words(params string[] pieces) => [.. pieces.Select(Encoding.UTF8.GetBytes)];

    public ServedModel Serve() => RunningServer.Model(_model, Tokenizer, End);

    public void Dispose() => _model.Dispose();

    private void Fill((char Cue, byte[][] Pieces)[] scripts)
    {
        _model.Parameters.Values.Clear();
        var tensors = _model.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        tensors["model.norm.weight"].Values.Fill(1f);
        var (channels, embedding, head) = (_model.Shape.Channels, tensors["model.embed_tokens.weight"], tensors["lm_head.weight"]);
        for (var token = 0; token < Tokenizer.Count; token++)
        {
            embedding.Values[(token * channels) + token] = 1f;
        }

        var piece = 256;
        foreach (var (cue, said) in scripts)
        {
            Follow(cue, piece);
            for (var i = 1; i < said.Length; i++)
            {
                Follow(piece + i - 1, piece + i);
            }

            Follow(piece + said.Length - 1, End);
            piece += said.Length;
        }

        void Follow(int before, int after) => head.Values[(after * channels) + before] = Certain / MathF.Sqrt(channels);
    }
}
